import { PGlite } from '@electric-sql/pglite'
import type { PgTransactionConfig } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/pglite'
import { sql } from 'drizzle-orm'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { createSerial } from '../../shared/sync/engine/serial'
import type { Database, Opened, TransactionMode, Writer } from './database'
import { byIndexAlone } from './database'
import { emptyDatabase } from './empty-database'
import { closeTree } from './private-folder'

const settings = {
  write: { isolationLevel: 'read committed' },
  'one moment': { isolationLevel: 'repeatable read', accessMode: 'read only' },
  search: { isolationLevel: 'read committed', accessMode: 'read only' },
} as const satisfies Record<TransactionMode, PgTransactionConfig>

/**
 * Opens or makes the embedded database in `folder`; in memory when null. Without an image of an empty database beside the
 * code the very first start takes seconds. It does not fsync: what must survive a power cut is journalled beside it.
 */
export async function openPglite(folder: string | null): Promise<Database> {
  if (folder !== null && !existsSync(join(folder, 'PG_VERSION'))) await makeDatabase(folder)
  const client = folder === null ? await newDatabase() : new PGlite(folder)
  await client.waitReady
  // It has one connection, for everybody.
  const connection = drizzle(client)
  const writing = connection as unknown as Writer
  const inTurn = takeTurns()
  return {
    kind: 'pglite',
    reading: writing,
    writing,
    runOnce: (mode, work) =>
      inTurn(() =>
        connection.transaction(async (tx) => {
          if (mode === 'search') await tx.execute(sql.raw(byIndexAlone))
          return work(tx as unknown as Opened[typeof mode])
        }, settings[mode]),
      ),
    close: () => client.close(),
  }
}

/**
 * One piece of work after another, and between them what came over the network or from the disk. The database computes on
 * this very thread: transactions that wait for each other would else all be done before anything else is heard.
 */
function takeTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  const serial = createSerial()
  return (work) => serial(() => setImmediate().then(work))
}

/** Makes it beside its place and moves it there when it is whole: a crash meanwhile leaves nothing half made. */
async function makeDatabase(folder: string): Promise<void> {
  const fresh = `${folder}.new`
  await rm(fresh, { recursive: true, force: true })
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 })
  const client = await newDatabase(fresh)
  await client.waitReady
  await client.close()
  // Its image was unpacked with the rights of any file.
  await closeTree(fresh)
  // A folder with other things in it is not ours to remove: then this fails, and says so.
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await rename(fresh, folder)
}

async function newDatabase(folder?: string): Promise<PGlite> {
  const image = await emptyDatabase()
  return new PGlite(folder, image ? { loadDataDir: image } : {})
}
