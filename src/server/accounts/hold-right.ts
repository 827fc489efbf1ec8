import { sql } from 'drizzle-orm'
import type { Tx } from '../db/database'
import { locked, writeTransaction } from '../db/database'
import type { ServerContext } from '../context'
import { notAllowed, signInExpired } from '../refused'
import { holds } from './devices'
import type { Identity } from './identity'

/**
 * Looks again whether a request may change something: its token was looked at before its body came, and minutes may have passed
 * since. The agent's row stays locked until the transaction ends, so that whatever ends this right, and takes the same lock,
 * either waits for the commit or is seen here. Not a shared lock: who comes for one passes those who wait for the row, and many
 * requests of one person could keep an administrator from ever ending their right. Returns the author as they are now. Throws `sign-in-expired` when the sign-in has ended, and `not-allowed`
 * when the agent no longer has one of the roles that the request needs.
 *
 * To be called before anything else is locked, except for agents' rows that are to be changed (`lockAgents`): they come before
 * devices, the office, tickets and the head of the change log.
 */
export async function holdRight(queries: Tx, identity: Identity, now: number): Promise<Identity> {
  const { workspaceId, deviceId, needs } = identity
  const [row] = await locked<Pick<Identity, 'agent'>>(
    queries,
    sql`select a.doc as agent from agents a join devices d on d.workspace_id = a.workspace_id and d.agent_id = a.id
      where a.workspace_id = ${workspaceId}::uuid and a.id = ${identity.agent.id}::uuid and d.id = ${deviceId}::uuid
        and ${holds(now)} for no key update of a`,
  )
  if (!row) throw signInExpired()
  if (needs && !needs.includes(row.agent.role)) throw notAllowed()
  return { ...identity, agent: row.agent }
}

/** One write transaction on behalf of a person, who is looked at first: see `holdRight`. */
export const transactionOf = <T>(
  { database, now }: Pick<ServerContext, 'database' | 'now'>,
  identity: Identity,
  work: (queries: Tx, author: Identity) => Promise<T>,
): Promise<T> =>
  writeTransaction(database, async (queries) => work(queries, await holdRight(queries, identity, now())))
