import type { Logger } from 'pino'
import type { ChangeJournal } from './context'
import type { Database } from './db/database'
import { closeEmbedded, openEmbeddedDatabase } from './journal/embedded-database'
import { migrate } from './db/migrate'
import { openPostgres } from './db/postgres'

export interface DatabaseSettings {
  /** PostgreSQL; when left out, the embedded database in `data`. */
  readonly url?: string | undefined
  readonly data: string
  readonly connections?: number
}

export interface OpenedDatabase {
  readonly database: Database
  readonly journal: ChangeJournal | null
  /** Closes the journal, then the database. */
  readonly close: () => Promise<void>
}

/** Opens and migrates the database that the settings name. Every tool that writes goes through here. */
export async function openDatabase(settings: DatabaseSettings, log: Logger): Promise<OpenedDatabase> {
  const { url, data, connections } = settings
  if (url) {
    // A migration may take as long as it takes.
    const migrated = openPostgres(url, { connections: 1, answerWithinMs: 0 })
    await migrate(migrated, log).finally(migrated.close)
    const database = openPostgres(url, {
      ...(connections ? { connections } : {}),
      onError: (error) => log.warn({ name: error.name }, 'an idle database connection broke'),
    })
    return { database, journal: null, close: database.close }
  }
  const { database, journal } = await openEmbeddedDatabase(data, log)
  return { database, journal, close: () => closeEmbedded({ database, journal }) }
}
