import { sql } from 'drizzle-orm'
import { readdir } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { Database, Queries } from './database'
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
export async function requireSchemaFloor(queries: Queries, own: number): Promise<void> {
  const oldest = await oldestServer(queries)
  if (oldest > own) throw new ServerTooOld(oldest, own)
}

/** The oldest server that may work on the tables; 0 where they are older than this rule, or are not there yet. */
async function oldestServer(queries: Queries): Promise<number> {
  const [table] = await rows<{ isThere: boolean }>(
    queries,
    sql`select to_regclass('schema_floor') is not null as "isThere"`,
  )
  if (!table?.isThere) return 0
  const [floor] = await rows<{ oldest: number }>(
    queries,
    sql`select oldest_server as oldest from schema_floor`,
  )
  return floor?.oldest ?? 0
}

/** Whether this server may still work on the tables: a newer one may have changed them while it ran. */
export interface SchemaFloor {
  readonly allows: () => Promise<boolean>
}

/** A look counts for so long: it costs one small query, whatever there is to do. */
const lookCountsMs = 2000

/** Looks when asked. While the database does not answer, the last look counts: nothing can be written then. */
export function watchSchemaFloor(database: Database, log: Pick<Logger, 'error'>): SchemaFloor {
  let own: Promise<number> | null = null
  let lookedAt = -Infinity
  let looking: Promise<boolean> | null = null
  let allowed = true

  async function look(): Promise<boolean> {
    own ??= migrationNames().then(schemaNumber)
    const oldest = await oldestServer(database.writing)
    const isAllowed = oldest <= (await own)
    if (allowed && !isAllowed) log.error(new ServerTooOld(oldest, await own).message)
    lookedAt = performance.now()
    return (allowed = isAllowed)
  }

  return {
    allows() {
      if (performance.now() - lookedAt < lookCountsMs) return Promise.resolve(allowed)
      looking ??= look()
        .catch(() => allowed)
        .finally(() => (looking = null))
      return looking
    },
  }
}
