import { sql } from 'drizzle-orm'
import type { Agent, Office } from '../../shared/tickets/people'
import type { Tx, Writer } from '../db/database'

/** Makes an empty workspace: its office, the head of its change log, its ticket numbers from 1000. */
export async function createWorkspace(
  queries: Tx,
  workspace: { readonly id: string; readonly name: string; readonly epoch: string; readonly office: Office },
  now: number,
): Promise<void> {
  const { id, name, epoch, office } = workspace
  await queries.execute(
    sql`insert into workspaces (id, name, created_at) values (${id}::uuid, ${name}, ${now}::double precision)`,
  )
  await queries.execute(
    sql`insert into offices (workspace_id, doc) values (${id}::uuid, ${JSON.stringify(office)}::json)`,
  )
  await queries.execute(
    sql`insert into change_heads (workspace_id, epoch, seq, compacted_to) values (${id}::uuid, ${epoch}::uuid, 0, 0)`,
  )
  await queries.execute(sql`insert into ticket_numbers (workspace_id, next) values (${id}::uuid, 1000)`)
}

/** Adds an agent while a workspace is set up, before anybody can have synced it. */
export async function addFirstAgent(
  queries: Writer,
  workspaceId: string,
  agent: Agent,
  passwordHash: string | null,
): Promise<void> {
  await queries.execute(sql`
    insert into agents (workspace_id, id, email, active, password_hash, doc)
    values (${workspaceId}::uuid, ${agent.id}::uuid, ${agent.email}, ${agent.active}, ${passwordHash},
      ${JSON.stringify(agent)}::json)`)
}
