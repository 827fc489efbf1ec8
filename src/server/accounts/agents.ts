import { sql } from 'drizzle-orm'
import type { Agent } from '../../shared/tickets/people'
import type { Reader, Tx } from '../db/database'
import { locked, rows } from '../db/database'
import { Refused } from '../refused'

/** One agent of the workspace; null when there is none with this id. */
export async function findAgent(queries: Reader, workspaceId: string, id: string): Promise<Agent | null> {
  const [row] = await rows<{ doc: Agent }>(
    queries,
    sql`select doc from agents where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`,
  )
  return row?.doc ?? null
}

/**
 * All agents of the workspace, or some, locked until the transaction ends, so that two administrators cannot both leave. Always
 * in the same order: two who change agents at once wait for each other and never deadlock.
 */
export async function lockAgents(
  queries: Tx,
  workspaceId: string,
  ids: readonly string[] | 'all' = 'all',
): Promise<readonly Agent[]> {
  const chosen = ids === 'all' ? sql`true` : sql`id = any(${sql.param([...ids])}::uuid[])`
  const agents = await locked<{ doc: Agent }>(
    queries,
    sql`select doc from agents where workspace_id = ${workspaceId}::uuid and ${chosen} order by id for update`,
  )
  return agents.map(({ doc }) => doc)
}

/** Refuses a change after which nobody could administer the workspace: an administrator who is not active cannot. */
export function keepAnAdministrator(agents: readonly Agent[], next: Agent): void {
  const after = [...agents.filter(({ id }) => id !== next.id), next]
  if (!after.some(({ role, active }) => role === 'administrator' && active))
    throw new Refused('last-administrator', 'Make somebody else an administrator first.')
}

/** Begins a new agent: the rest comes with the change of the reference. Refuses an address that a colleague has (23505). */
export async function addAgent(queries: Tx, workspaceId: string, agent: Agent): Promise<void> {
  await queries.execute(
    sql`insert into agents (workspace_id, id, email, active, password_hash, doc)
      values (${workspaceId}::uuid, ${agent.id}::uuid, ${agent.email}, ${agent.active}, null, ${JSON.stringify(agent)}::json)`,
  )
}
