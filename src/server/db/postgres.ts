import { drizzle } from 'drizzle-orm/node-postgres'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Database, Queries } from './database'

// int8 as a number: log positions stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const closeLimitMs = 10_000

/** A pool on the PostgreSQL at `url`. Connections are made when needed; `onError` hears of those that broke. */
export function openPostgres(
  url: string,
  {
    connections = 10,
    onError = () => undefined,
  }: { connections?: number; onError?: (e: Error) => void } = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    application_name: 'tijdig',
    // A server that hangs within a transaction must not hold up the workspace's change log for long.
    idle_in_transaction_session_timeout: 30_000,
  })
  // Idle ones report to the pool, those in use to themselves: without a listener either would end the process.
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return {
    kind: 'postgres',
    queries: drizzle(pool) as unknown as Queries,
    // A connection that was killed while in use may never be given back to the pool: closing does not wait for it for ever.
    close: () => Promise.race([pool.end(), sleep(closeLimitMs, undefined, { ref: false })]),
  }
}
