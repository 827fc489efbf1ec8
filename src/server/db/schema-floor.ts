import { sql } from 'drizzle-orm'
import { readdir } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { Database, Reader } from './database'
import { rows } from './database'

export const migrationsFolder = new URL('./migrations/', import.meta.url)

/** The names of this server's migrations, in their order. */
export const migrationNames = async (): Promise<readonly string[]> =>
  (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql')).sort()

/** What a server knows of the tables: the number of its newest migration. */
export const schemaNumber = (names: readonly string[]): number => Number.parseInt(names.at(-1) ?? '0', 10)

/** These tables need a newer server. Nothing was changed. */
export class ServerTooOld extends Error {
  constructor(oldestServer: number, own: number) {
    super(
      `These data were made by a newer version of Tijdig: they need at least version ${oldestServer} of the tables, and this one knows ${own}. Update Tijdig and start it again. Nothing was changed.`,
    )
    this.name = 'ServerTooOld'
  }
}

/** Throws `ServerTooOld` when the tables say that a server of this number must not work on them. Reads only. */
export async function requireSchemaFloor(queries: Reader, number: number): Promise<void> {
  const oldest = await oldestServerIfKnown(queries)
  if (oldest > number) throw new ServerTooOld(oldest, number)
}

/** The oldest server that may work on the tables; 0 where they are older than this rule, or are not there yet. */
async function oldestServerIfKnown(queries: Reader): Promise<number> {
  const [table] = await rows<{ isThere: boolean }>(
    queries,
    sql`select to_regclass('schema_floor') is not null as "isThere"`,
  )
  return table?.isThere ? oldestServer(queries) : 0
}

async function oldestServer(queries: Reader): Promise<number> {
  const [floor] = await rows<{ oldest: number }>(
    queries,
    sql`select oldest_server as oldest from schema_floor`,
  )
  return floor?.oldest ?? 0
}

/** Whether this server may still work on the tables: a newer one may have changed them while it ran. */
export interface SchemaFloor {
  readonly allows: () => Promise<boolean>
  /** Throws `ServerTooOld` when it may not. */
  readonly require: () => Promise<void>
  /** The database, whose write transactions each look first: they throw `ServerTooOld` on tables that do not allow this server. */
  readonly guarded: Database
}

/** A look counts for so long: it costs one small query, whatever there is to do. */
const lookCountsMs = 2000

let own: Promise<number> | undefined
/** What this server knows of the tables; read once, because its files may be replaced while it runs. */
const ownNumber = (): Promise<number> => (own ??= migrationNames().then(schemaNumber))

/**
 * Looks when asked, and in each write transaction. While the database does not answer, the last look counts: nothing can be
 * written then. Says once in the log when it finds this server too old, and when it no longer is.
 */
export function watchSchemaFloor(database: Database, log: Pick<Logger, 'error' | 'info'>): SchemaFloor {
  let lookedAt = -Infinity
  let looking: Promise<boolean> | null = null
  /** What was found; null while the tables allow this server. */
  let refusal: ServerTooOld | null = null

  /** Throws when they do not allow it; else what it read stays true until the transaction ends (see migration 0014). */
  async function look(queries: Reader): Promise<void> {
    const known = await ownNumber()
    const oldest = await oldestServer(queries)
    const before = refusal
    refusal = oldest > known ? (before ?? new ServerTooOld(oldest, known)) : null
    lookedAt = performance.now()
    if (before && !refusal) log.info('the tables allow this server again')
    if (refusal && !before) log.error(refusal.message)
    if (refusal) throw refusal
  }

  function allows(): Promise<boolean> {
    if (performance.now() - lookedAt < lookCountsMs) return Promise.resolve(refusal === null)
    looking ??= look(database.writing)
      .then(
        () => true,
        () => refusal === null,
      )
      .finally(() => (looking = null))
    return looking
  }

  return {
    allows,
    require: async () => {
      if (!(await allows()) && refusal) throw refusal
    },
    guarded: {
      ...database,
      runOnce: (mode, work) =>
        database.runOnce(mode, async (inside) => {
          if (mode === 'write') await look(inside)
          return work(inside)
        }),
    },
  }
}
