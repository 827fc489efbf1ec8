import { sql } from 'drizzle-orm'
import type { Agent } from '../../shared/tickets/people'
import type { Queries } from '../db/database'
import { rows } from '../db/database'
import { Refused } from '../http/refused'

/** One agent of the workspace; null when there is none with this id. */
export async function findAgent(queries: Queries, workspaceId: string, id: string): Promise<Agent | null> {
  const [row] = await rows<{ doc: Agent }>(
    queries,
    sql`select doc from agents where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`,
  )
  return row?.doc ?? null
}

/** As `findAgent`, and locks the agent until the transaction ends. */
export async function lockAgent(queries: Queries, workspaceId: string, id: string): Promise<Agent | null> {
  const [row] = await rows<{ doc: Agent }>(
    queries,
    sql`select doc from agents where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`,
  )
  return row?.doc ?? null
}

/** Refuses a change after which nobody could administer the workspace. Locks the agents, so that two cannot both leave. */
export async function keepAnAdministrator(queries: Queries, workspaceId: string, next: Agent): Promise<void> {
  if (next.role === 'administrator' && next.active) return
  const agents = await rows<{ doc: Agent }>(
    queries,
    sql`select doc from agents where workspace_id = ${workspaceId}::uuid order by id for update`,
  )
  const others = agents.filter(({ doc }) => doc.id !== next.id && doc.role === 'administrator' && doc.active)
  if (others.length === 0)
    throw new Refused(409, 'last-administrator', 'Make somebody else an administrator first.')
}

/** Sets what an agent signs in with. A new agent is begun with it: the rest comes with the change of the reference. */
export async function setPassword(
  queries: Queries,
  workspaceId: string,
  agent: Agent,
  passwordHash: string,
): Promise<void> {
  await queries.execute(
    sql`insert into agents (workspace_id, id, email, active, password_hash, doc)
      values (${workspaceId}::uuid, ${agent.id}::uuid, ${agent.email}, ${agent.active}, ${passwordHash},
        ${JSON.stringify(agent)}::json)
      on conflict (workspace_id, id) do update set password_hash = excluded.password_hash`,
  )
}
