import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** A database or an open transaction of either kind: PostgreSQL through `pg`, or the embedded PGlite. */
export type Queries = PgDatabase<PgQueryResultHKT>

export interface Database {
  readonly kind: 'postgres' | 'pglite'
  /** Statements that stand alone. */
  readonly queries: Queries
  /** The same on connections kept for those who write: they never wait for a crowd that reads. */
  readonly writing: Queries
  /** One transaction: committed when `work` resolves, rolled back when it rejects. */
  readonly transaction: <T>(mode: TransactionMode, work: (queries: Queries) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

/** Said at the start of a `search`. */
export const byIndexAlone = 'set local enable_seqscan = off'

/** So many searches run in the database at once; others wait for them. */
export const searchesAtOnce = 2

/**
 * `write`: each statement sees what was committed before it. `one moment`: all of them see the same, and none may write. `search`:
 * on connections of its own and not for long, so that it keeps nobody else waiting; reads by index alone, because the
 * database cannot tell how rare a word is.
 */
export type TransactionMode = 'write' | 'one moment' | 'search'

/** The rows of a statement. The caller vouches for `Row`: it wrote the SELECT. */
export async function rows<Row>(queries: Queries, statement: SQL): Promise<readonly Row[]> {
  const result = (await queries.execute(statement)) as unknown as { readonly rows: readonly Row[] }
  return result.rows
}

/** serialization_failure, deadlock_detected, unique_violation (two writers of one key: the second look decides). */
const worthAnotherTry = new Set(['40001', '40P01', '23505'])

/** SQLSTATE of a driver's error, also when the library has wrapped it; undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)) return error.code
  return 'cause' in error ? sqlState(error.cause) : undefined
}

/** The database's address does not answer, or the connection broke, fell silent or could not be had in time. */
export function isUnreachable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown }
  if (typeof code === 'string' && /^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND)/.test(code)) return true
  return (
    /connection (terminated|timeout|error)|timeout exceeded when trying to connect|query read timeout/i.test(
      String(message),
    ) || isUnreachable(cause)
  )
}

/**
 * Runs `work` in one READ COMMITTED transaction; repeats all of it, at most five times, when another writer was in its
 * way. `work` must therefore change nothing outside the database.
 */
export async function transaction<T>(
  database: Database,
  work: (queries: Queries) => Promise<T>,
  attempts = 5,
): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await database.transaction('write', work)
    } catch (error) {
      if (attempt >= attempts || !worthAnotherTry.has(sqlState(error) ?? '')) throw error
    }
}
