import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool, PoolClient } from 'pg'
import type { Opened, TransactionMode } from './database'
import { byIndexAlone, isUnreachable } from './database'

const begin = {
  write: 'begin isolation level read committed',
  'one moment': 'begin isolation level repeatable read read only',
  search: `begin isolation level read committed read only; ${byIndexAlone}`,
} as const satisfies Record<TransactionMode, string>

/**
 * One transaction on a connection of the pool, which gets it back whatever happens: as good as new after a commit or a
 * rollback, else to be thrown away. (Drizzle's own keeps a connection for ever that breaks while it says `begin`.)
 */
export async function inTransaction<Mode extends TransactionMode, T>(
  pool: Pool,
  mode: Mode,
  work: (inside: Opened[Mode]) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(begin[mode])
    const result = await work(drizzle(client) as unknown as Opened[Mode])
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    // What does not answer would not answer a rollback either.
    client.release(isUnreachable(error) || (await rollBack(client)))
    throw error
  }
}

/** Undefined when the connection is as good as new, else what is wrong with it. */
const rollBack = (client: PoolClient): Promise<Error | undefined> =>
  client.query('rollback').then(
    () => undefined,
    (error: Error) => error,
  )
