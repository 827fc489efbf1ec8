import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { presence, presenceOthers } from '../../shared/sync/wire'
import type { Identity } from '../accounts/identity'
import type { Reader, Tx } from '../db/database'
import { rows } from '../db/database'
import { desksKeptMs } from './desks'

type Sighting = z.infer<typeof presence>
type Others = z.infer<typeof presenceOthers>['others']

/** So long after its last word (ms) a device still counts as there: it tells every ten seconds. */
const seenForMs = 30_000
/** So long (ms) the row of a ticket stays. Those without one say since when somebody is not at a desk (`desk/desks.ts`). */
const rowsKeptMs = 10 * 60_000

/**
 * Notes on which ticket a device is, in one statement that also drops what the same device no longer tells. A device that is no
 * longer signed in leaves no trace. Windows of one app are one device, which may be on several tickets.
 */
export async function noteSighting(
  queries: Tx,
  { workspaceId, deviceId, agent }: Identity,
  { ticketId, doing }: Sighting,
  now: number,
): Promise<void> {
  await queries.execute(sql`
    with ended as (
      delete from presence where workspace_id = ${workspaceId}::uuid and device_id = ${deviceId}::uuid
        and ticket_id <> ${ticketId}::uuid and heard_at < ${now - seenForMs}::double precision
    )
    insert into presence (workspace_id, device_id, ticket_id, agent_id, doing, heard_at)
    select workspace_id, id, ${ticketId}::uuid, ${agent.id}::uuid, ${doing}, ${now}::double precision from devices
    where workspace_id = ${workspaceId}::uuid and id = ${deviceId}::uuid
    on conflict (workspace_id, device_id, ticket_id) do update set doing = excluded.doing, heard_at = excluded.heard_at`)
}

/**
 * Which colleagues of somebody are on a ticket, as any server of this database heard in the last 30 s, the most recent first. One
 * line a colleague, however many devices: writing counts above viewing.
 */
export async function colleaguesOn(
  queries: Reader,
  { workspaceId, agent }: Identity,
  ticketId: string,
  now: number,
): Promise<Others> {
  return [
    ...(await rows<Others[number]>(
      queries,
      sql`select a.doc->>'name' as name, case when seen.writes then 'writing' else 'viewing' end as doing
        from (
          select agent_id, bool_or(doing = 'writing') as writes, max(heard_at) as heard_at from presence
          where workspace_id = ${workspaceId}::uuid and ticket_id = ${ticketId}::uuid
            and heard_at >= ${now - seenForMs}::double precision and agent_id <> ${agent.id}::uuid
          group by agent_id
        ) seen join agents a on a.workspace_id = ${workspaceId}::uuid and a.id = seen.agent_id and a.active
        order by seen.heard_at desc limit 200`,
    )),
  ]
}

/** Drops what was told by devices that have been silent for long. */
export async function dropOldPresence(queries: Tx, now: number): Promise<void> {
  await queries.execute(sql`
    delete from presence where heard_at < ${now - desksKeptMs}::double precision
      or (ticket_id is not null and heard_at < ${now - rowsKeptMs}::double precision)`)
}
