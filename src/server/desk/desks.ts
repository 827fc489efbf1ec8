import { sql } from 'drizzle-orm'
import { defaultStandInRules, standInRules } from '../../shared/tickets/people'
import type { StandInRules } from '../../shared/tickets/people'
import type { Identity } from '../accounts/identity'
import type { Reader, Tx } from '../db/database'
import { rows } from '../db/database'

const minuteMs = 60_000
/** So long (ms) it is known since when somebody is not at a desk. */
export const desksKeptMs = 24 * 3_600_000

/** From when somebody counts as not there, in this office. */
export async function standInRulesOf(queries: Reader, workspaceId: string): Promise<StandInRules> {
  const [row] = await rows<{ chosen: unknown }>(
    queries,
    sql`select doc->'standIns' as chosen from offices where workspace_id = ${workspaceId}::uuid`,
  )
  const chosen = standInRules.safeParse(row?.chosen)
  return chosen.success ? chosen.data : defaultStandInRules
}

/**
 * Notes that an app is at work on a device, and how long ago (ms) its person last used the machine; a device whose system does not
 * say counts as used. A device that is no longer signed in leaves no trace.
 */
export async function noteDesk(
  queries: Tx,
  { workspaceId, deviceId, agent }: Identity,
  idleMs: number | null,
  now: number,
): Promise<void> {
  await queries.execute(sql`
    insert into presence (workspace_id, device_id, ticket_id, agent_id, heard_at, used_at)
    select workspace_id, id, null, ${agent.id}::uuid, ${now}::double precision, ${now - (idleMs ?? 0)}::double precision
    from devices where workspace_id = ${workspaceId}::uuid and id = ${deviceId}::uuid
    on conflict (workspace_id, device_id, ticket_id)
      do update set heard_at = excluded.heard_at, used_at = excluded.used_at`)
}

/** By agent: until when they count as at a desk if no server hears more (UTC ms). Those of the last day. */
export async function deskTimes(
  queries: Reader,
  workspaceId: string,
  { heardWithin, usedWithin }: StandInRules,
  now: number,
): Promise<Record<string, number>> {
  const found = await rows<{ agentId: string; until: number }>(
    queries,
    sql`select agent_id as "agentId", max(least(heard_at + ${heardWithin * minuteMs}::double precision,
        used_at + ${usedWithin * minuteMs}::double precision)) as until
      from presence where workspace_id = ${workspaceId}::uuid and ticket_id is null
        and heard_at >= ${now - desksKeptMs}::double precision
      group by agent_id`,
  )
  return Object.fromEntries(found.map(({ agentId, until }) => [agentId, until]))
}

/** Whether this is the device that its person used last, of all of theirs on which an app is at work. */
export async function isLastUsed(
  queries: Reader,
  { workspaceId, deviceId, agent }: Identity,
  { heardWithin }: StandInRules,
  now: number,
): Promise<boolean> {
  const [last] = await rows<{ deviceId: string }>(
    queries,
    sql`select device_id as "deviceId" from presence
      where workspace_id = ${workspaceId}::uuid and agent_id = ${agent.id}::uuid and ticket_id is null
        and heard_at >= ${now - heardWithin * minuteMs}::double precision
      order by used_at desc, device_id limit 1`,
  )
  return last === undefined || last.deviceId === deviceId
}
