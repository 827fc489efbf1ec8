import { sql } from 'drizzle-orm'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../db/database'
import { rows } from '../db/database'
import type { JournalEntry } from './format'
import { syncFolder } from './append-file'

/** Where every workspace's change log stands. */
export const allHeads = ({ reading }: Database) =>
  rows<{ workspaceId: string; epoch: string; seq: number }>(
    reading,
    sql`select workspace_id as "workspaceId", epoch, seq from change_heads`,
  )

/**
 * Puts on disk what PGlite has written so far but does not fsync itself: a checkpoint, then an fsync of every file. The
 * journal entry it returns says up to where the database's own files can be trusted.
 */
export async function settleFiles(database: Database, folder: string): Promise<JournalEntry> {
  const heads = await allHeads(database)
  await database.writing.execute(sql`checkpoint`)
  await syncTree(folder)
  return { entry: 'start', heads }
}

async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await syncTree(path)
    else if (entry.isFile()) await syncFile(path)
  }
  await syncFolder(folder)
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, process.platform === 'win32' ? 'r+' : 'r')
  try {
    await file.datasync()
  } finally {
    await file.close()
  }
}
