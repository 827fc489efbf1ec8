import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Database, Queries } from './database'
import { inTransaction } from './postgres-transaction'

// int8 as a number: log positions stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/**
 * Two pools on the PostgreSQL at `url`, for readers and for writers. Connections are made when needed, at most `connections`
 * a pool; `onError` hears of those that broke.
 */
export function openPostgres(
  url: string,
  { connections = 8, onError = () => undefined }: { connections?: number; onError?: (e: Error) => void } = {},
): Database {
  const readers = openPool(url, connections, onError)
  const writers = openPool(url, connections, onError)
  return {
    kind: 'postgres',
    queries: drizzle(readers) as unknown as Queries,
    writing: drizzle(writers) as unknown as Queries,
    transaction: (mode, work) => inTransaction(mode === 'write' ? writers : readers, mode, work),
    close: async () => void (await Promise.all([readers.end(), writers.end()])),
  }
}

function openPool(url: string, max: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    // A database host that is gone without a word is noticed.
    keepAlive: true,
    application_name: 'tijdig',
    // A server that hangs within a transaction must not hold up the workspace's change log for long.
    idle_in_transaction_session_timeout: 30_000,
  })
  // Idle ones report to the pool, those in use to themselves: without a listener either would end the process.
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return pool
}
