import { sql } from 'drizzle-orm'
import type { Identity } from '../accounts/identity'
import type { Reader, Tx } from '../db/database'
import { rows } from '../db/database'

/** So long (ms) it is known what rang for somebody: a device that was off for longer rings anew. */
const bellsKeptMs = 30 * 24 * 3_600_000
/** A person has some fifty a day. Beyond this nothing more is noted, and devices ring by themselves. */
const mostBells = 20_000
/** The newest so many are told at once. */
const mostTold = 5000
/** Servers' clocks differ, and a transaction takes time: what rang so long (ms) before is told once more. */
const overlapMs = 2 * 60_000

/** Notes what rang on one of somebody's devices. Twice is once. */
export async function noteBells(
  queries: Tx,
  { workspaceId, agent }: Identity,
  keys: readonly string[],
  now: number,
): Promise<void> {
  if (keys.length === 0) return
  await queries.execute(sql`
    insert into bells (workspace_id, agent_id, key, rung_at)
    select ${workspaceId}::uuid, ${agent.id}::uuid, told.key, ${now}::double precision
    from json_array_elements_text(${JSON.stringify(keys)}::json) as told(key)
    where (select count(*) from bells
      where workspace_id = ${workspaceId}::uuid and agent_id = ${agent.id}::uuid) < ${mostBells}
    on conflict do nothing`)
}

/** What rang for somebody since an instant, on any device; the newest first. */
export async function bellsSince(
  queries: Reader,
  { workspaceId, agent }: Identity,
  since: number,
): Promise<string[]> {
  const found = await rows<{ key: string }>(
    queries,
    sql`select key from bells where workspace_id = ${workspaceId}::uuid and agent_id = ${agent.id}::uuid
      and rung_at >= ${since - overlapMs}::double precision order by rung_at desc limit ${mostTold}`,
  )
  return found.map(({ key }) => key)
}

/** Drops what nobody plans any more. */
export async function dropOldBells(queries: Tx, now: number): Promise<void> {
  await queries.execute(sql`delete from bells where rung_at < ${now - bellsKeptMs}::double precision`)
}
