import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { ChangeJournal } from '../context'
import { openChangeJournal } from './change-journal'
import { positionsIn, scanJournal } from './format'
import { replayJournal } from './replay'
import { allHeads } from './settle'
import { systemRandom } from '../ids'
import type { Database } from '../db/database'
import { lockFolder } from '../db/folder-lock'
import { migrate } from '../db/migrate'
import { openPglite } from '../db/pglite'
import { makeDataFolderPrivate } from '../db/private-folder'

export interface EmbeddedDatabase {
  /** Closing it gives the folder free. */
  readonly database: Database
  readonly journal: ChangeJournal
}

/** A longer journal is begun anew at the next start, after the database's own files were made durable. */
const longJournalBytes = 4 * 1024 * 1024

/**
 * Opens the embedded database of a data folder, migrated, and gives it back what a crash made it lose. The folder holds
 * `database/` (PGlite), `changes.journal`, and `in-use` while a process has it; it is its owner's alone. Throws when another
 * process has it, and `ServerTooOld` when a newer version made the data.
 */
export async function openEmbeddedDatabase(dataDir: string, log: Logger): Promise<EmbeddedDatabase> {
  await makeDataFolderPrivate(dataDir, log)
  const unlock = await lockFolder(dataDir)
  try {
    const folder = join(dataDir, 'database')
    const pglite = await openPglite(folder)
    const journal = await migrate(pglite, log)
      .then(() => recover(pglite, folder, join(dataDir, 'changes.journal'), log))
      .catch(async (error: unknown) => {
        await pglite.close()
        throw error
      })
    return { database: { ...pglite, close: () => pglite.close().finally(unlock) }, journal }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** Only where there is no journal yet it is empty: one that cannot be read now may hold what nothing else does. */
function ifAbsent(error: NodeJS.ErrnoException): string {
  if (error.code !== 'ENOENT') throw error
  return ''
}

async function recover(
  database: Database,
  folder: string,
  path: string,
  log: Logger,
): Promise<ChangeJournal> {
  const scan = scanJournal(await readFile(path, 'utf8').catch(ifAbsent))
  const { replayed, restored, renewed } = await replayJournal(database, scan, systemRandom, Date.now())
  if (replayed > 0 || restored > 0 || renewed.length > 0 || scan.damaged > 0 || scan.torn)
    log.warn(
      { replayed, mails: restored, renewed: renewed.length, damaged: scan.damaged },
      'the change journal was replayed',
    )
  const heads = await allHeads(database)
  const onDisk = new Map<string, number>()
  for (const entry of scan.entries)
    for (const { workspaceId, seq } of positionsIn(entry)) onDisk.set(workspaceId, seq)
  const goesOn =
    !scan.torn &&
    scan.damaged === 0 &&
    replayed === 0 &&
    renewed.length === 0 &&
    heads.every(({ workspaceId, seq }) => onDisk.get(workspaceId) === seq)
  const journal = await openChangeJournal(path, database, folder, goesOn ? heads : 'fresh')
  if (goesOn && journal.size() > longJournalBytes) await journal.settle()
  return journal
}

/** Makes everything durable and closes: the next start has nothing to replay. */
export async function closeEmbedded({ database, journal }: EmbeddedDatabase): Promise<void> {
  try {
    await journal.settle()
    await journal.close()
  } finally {
    await database.close()
  }
}
