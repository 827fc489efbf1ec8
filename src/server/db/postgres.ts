import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Database, Reader, Writer } from './database'
import { searchesAtOnce } from './database'
import { inTransaction } from './postgres-transaction'

// int8 as a number: log positions stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export interface PostgresOptions {
  /** At most so many in each of the pools for readers and writers. */
  readonly connections?: number
  /**
   * For how long (ms) each statement may run: then the database ends it. A database that does not do so either loses the
   * connection a moment later. 0: for ever.
   */
  readonly answerWithinMs?: number
  /** Hears of connections that broke. */
  readonly onError?: (error: Error) => void
}

/** As long as a server that hangs within a transaction may hold up a workspace's change log. */
const patienceMs = 30_000

/** A search that takes longer is given up: whoever asked has long typed another letter. */
const searchPatienceMs = 3_000
/** What the database's own clock is ahead of ours: what it ends itself costs no connection. */
const headStartMs = 250

/**
 * Three pools on the PostgreSQL at `url`: for readers, for writers, and a small one for searches. Connections are made when
 * needed.
 */
export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const readers = openPool(url, options)
  const writers = openPool(url, options)
  const searchers = openPool(url, {
    ...options,
    connections: searchesAtOnce,
    answerWithinMs: Math.min(options.answerWithinMs || searchPatienceMs, searchPatienceMs),
  })
  const pools = { write: writers, 'one moment': readers, search: searchers } as const
  return {
    kind: 'postgres',
    reading: drizzle(readers) as unknown as Reader,
    writing: drizzle(writers) as unknown as Writer,
    runOnce: (mode, work) => inTransaction(pools[mode], mode, work),
    close: async () => void (await Promise.all([readers.end(), writers.end(), searchers.end()])),
  }
}

function openPool(
  url: string,
  { connections = 8, answerWithinMs = patienceMs, onError = () => undefined }: PostgresOptions,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    // A database host that is gone without a word: noticed by who waits for its answer, and on connections that rest.
    query_timeout: answerWithinMs && answerWithinMs + headStartMs,
    // Ends what nobody waits for any more: a statement goes on when only its client has given up.
    statement_timeout: answerWithinMs,
    keepAlive: true,
    application_name: 'tijdig',
    idle_in_transaction_session_timeout: patienceMs,
  })
  // Idle ones report to the pool, those in use to themselves: without a listener either would end the process.
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return pool
}
