import { sql } from 'drizzle-orm'
import type { Reader, Tx } from '../db/database'
import { rows } from '../db/database'

/** An origin that was not signed in from for this long (ms) is a stranger's again. */
export const originKnownMs = 90 * 24 * 3_600_000

/** Where a sign-in comes from. */
export interface Origin {
  readonly network: string
  /** The id that the app gives itself; undefined for a client that names none. */
  readonly deviceId: string | undefined
}

interface AgentKey {
  readonly workspaceId: string
  readonly agentId: string
}

const originsOf = ({ network, deviceId }: Origin): readonly string[] => [
  `network:${network}`,
  ...(deviceId === undefined ? [] : [`device:${deviceId}`]),
]

/** Which parts of an origin this agent has signed in from before. What other agents of the same address did says nothing. */
export async function knownOrigin(
  queries: Reader,
  { workspaceId, agentId }: AgentKey,
  origin: Origin,
  now: number,
): Promise<{ readonly network: boolean; readonly device: boolean }> {
  const found = await rows<{ origin: string }>(
    queries,
    sql`select origin from known_origins where workspace_id = ${workspaceId}::uuid and agent_id = ${agentId}::uuid
      and origin = any(${sql.param(originsOf(origin))}::text[])
      and last_at > ${now - originKnownMs}::double precision`,
  )
  return {
    network: found.some((row) => row.origin.startsWith('network:')),
    device: found.some((row) => row.origin.startsWith('device:')),
  }
}

/** Remembers that an agent signed in from there, or proved there in another way who they are. */
export async function rememberOrigin(
  queries: Tx,
  { workspaceId, agentId }: AgentKey,
  origin: Origin,
  now: number,
): Promise<void> {
  await queries.execute(sql`
    insert into known_origins (workspace_id, agent_id, origin, last_at)
    select ${workspaceId}::uuid, ${agentId}::uuid, origin, ${now}::double precision
    from unnest(${sql.param(originsOf(origin))}::text[]) as origin
    on conflict (workspace_id, agent_id, origin) do update set last_at = excluded.last_at`)
}

/** Everything, or these devices by the ids that they give themselves: a lost or stolen device is a stranger again. */
export async function forgetOrigins(
  queries: Tx,
  { workspaceId, agentId }: AgentKey,
  which: 'all' | { readonly devices: readonly string[] },
): Promise<void> {
  const origins = which === 'all' ? null : which.devices.map((id) => `device:${id}`)
  await queries.execute(
    sql`delete from known_origins where workspace_id = ${workspaceId}::uuid and agent_id = ${agentId}::uuid
      and (${sql.param(origins)}::text[] is null or origin = any(${sql.param(origins)}::text[]))`,
  )
}

/** Drops what counts no more. */
export async function dropOldOrigins(queries: Tx, now: number): Promise<void> {
  await queries.execute(
    sql`delete from known_origins where last_at <= ${now - originKnownMs}::double precision`,
  )
}
