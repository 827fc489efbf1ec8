import { sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import type { Agent } from '../../shared/tickets/people'
import type { Queries } from '../db/database'
import { rows } from '../db/database'
import type { Random } from '../ids'
import type { Identity } from './identity'

/** How long a sign-in lasts. */
export const deviceLifetimeMs = 90 * 24 * 3_600_000

const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Signs an agent in on a device. Returns the token: it is stored nowhere, only its hash. */
export async function addDevice(
  queries: Queries,
  random: Random,
  owner: { readonly workspaceId: string; readonly agentId: string },
  name: string,
  now: number,
): Promise<string> {
  const token = random.token()
  await queries.execute(sql`
    insert into devices (workspace_id, id, agent_id, token_hash, name, created_at, expires_at)
    values (${owner.workspaceId}::uuid, ${random.uuid(now)}::uuid, ${owner.agentId}::uuid, ${tokenHash(token)},
      ${name}, ${now}::double precision, ${now + deviceLifetimeMs}::double precision)`)
  return token
}

/** Whose token this is; null when it is unknown, expired or signed out, or its agent is no longer active. */
export async function identify(queries: Queries, token: string, now: number): Promise<Identity | null> {
  const [row] = await rows<Omit<Identity, 'agent'> & { agent: Agent }>(
    queries,
    sql`select d.workspace_id as "workspaceId", w.name as "workspaceName", d.id as "deviceId", a.doc as agent
      from devices d
      join workspaces w on w.id = d.workspace_id
      join agents a on a.workspace_id = d.workspace_id and a.id = d.agent_id
      where d.token_hash = ${tokenHash(token)} and d.expires_at > ${now}::double precision and a.active`,
  )
  return row ?? null
}

/** Signs one device out; its token is worth nothing from now on. */
export async function removeDevice(queries: Queries, workspaceId: string, deviceId: string): Promise<void> {
  await queries.execute(
    sql`delete from devices where workspace_id = ${workspaceId}::uuid and id = ${deviceId}::uuid`,
  )
}

/** Signs an agent out everywhere: after a new password, or when somebody leaves. */
export async function removeDevicesOf(queries: Queries, workspaceId: string, agentId: string): Promise<void> {
  await queries.execute(
    sql`delete from devices where workspace_id = ${workspaceId}::uuid and agent_id = ${agentId}::uuid`,
  )
}
