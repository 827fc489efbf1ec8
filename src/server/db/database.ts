import type { SQL } from 'drizzle-orm'

declare const access: unique symbol

/** Connections, or an open transaction, that are asked only: see `rows`. */
export interface Reader {
  readonly [access]: { readonly reads: true; readonly writes?: boolean; readonly isOneTransaction?: boolean }
}

/** What may also be written on, by statements that stand alone. Who writes never waits for a crowd that reads. */
export interface Writer extends Reader {
  readonly [access]: { readonly reads: true; readonly writes: true; readonly isOneTransaction?: boolean }
  readonly execute: (statement: SQL) => Promise<unknown>
}

/** An open transaction in which is written: all of it is committed or none, and what it locks stays so until then. */
export interface Tx extends Writer {
  readonly [access]: { readonly reads: true; readonly writes: true; readonly isOneTransaction: true }
}

/** What the work of a transaction is given. */
export interface Opened {
  readonly write: Tx
  readonly 'one moment': Reader
  readonly search: Reader
}

/**
 * `write`: each statement sees what was committed before it. `one moment`: all of them see the same. `search`: on connections of
 * its own and not for long, so that it keeps nobody else waiting; reads by index alone, because the database cannot tell how
 * rare a word is.
 */
export type TransactionMode = keyof Opened

/** PostgreSQL through `pg`, or the embedded PGlite. */
export interface Database {
  readonly kind: 'postgres' | 'pglite'
  readonly reading: Reader
  readonly writing: Writer
  /** One transaction, tried once: committed when `work` resolves, rolled back when it rejects. */
  readonly runOnce: <Mode extends TransactionMode, T>(
    mode: Mode,
    work: (inside: Opened[Mode]) => Promise<T>,
  ) => Promise<T>
  readonly close: () => Promise<void>
}

/** Said at the start of a `search`. */
export const byIndexAlone = 'set local enable_seqscan = off'

/** So many searches run in the database at once; others wait for them. */
export const searchesAtOnce = 2

/** The rows of a SELECT that locks nothing. The caller vouches for `Row`: it wrote the statement. */
export async function rows<Row>(reader: Reader, select: SQL): Promise<readonly Row[]> {
  const result = (await (reader as Writer).execute(select)) as { readonly rows: readonly Row[] }
  return result.rows
}

/** As `rows`, for an INSERT, UPDATE or DELETE: what it returns. */
export const returned = <Row>(writer: Writer, statement: SQL): Promise<readonly Row[]> =>
  rows<Row>(writer, statement)

/** As `rows`, for a SELECT … FOR UPDATE: the rows stay locked until the transaction ends. */
export const locked = <Row>(tx: Tx, select: SQL): Promise<readonly Row[]> => rows<Row>(tx, select)

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
export async function writeTransaction<T>(
  database: Database,
  work: (tx: Tx) => Promise<T>,
  attempts = 5,
): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await database.runOnce('write', work)
    } catch (error) {
      if (attempt >= attempts || !worthAnotherTry.has(sqlState(error) ?? '')) throw error
    }
}

/** Reads with several statements, all of which see the database as it is at the first. */
export const atOneMoment = <T>(database: Database, work: (reader: Reader) => Promise<T>): Promise<T> =>
  database.runOnce('one moment', work)
