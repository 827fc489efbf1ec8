import { sql } from 'drizzle-orm'
import type { Queries } from '../db/database'
import { rows } from '../db/database'
import { doubtDeliveries } from '../mail/outbox-decisions'

/**
 * Begins a new epoch of a workspace's change log: positions of the former one mean nothing any more, clients take a snapshot
 * and send again what the server forgot. Does nothing when somebody else did it already, or the log did reach `unlessAt`.
 */
export async function renewEpoch(
  queries: Queries,
  workspaceId: string,
  former: string,
  next: string,
  unlessAt = Infinity,
): Promise<void> {
  await queries.execute(sql`
    update change_heads set epoch = ${next}::uuid where workspace_id = ${workspaceId}::uuid and epoch = ${former}::uuid
      and seq < ${unlessAt}::double precision`)
}

/**
 * After a restored backup: a new epoch for every workspace. What the backup says is still to be mailed may have left since, so
 * a person decides on it. Returns how many workspaces.
 */
export async function renewAllEpochs(
  queries: Queries,
  nextEpoch: () => string,
  now: number,
): Promise<number> {
  const heads = await rows<{ id: string; epoch: string }>(
    queries,
    sql`select workspace_id as id, epoch from change_heads`,
  )
  for (const { id, epoch } of heads) {
    await renewEpoch(queries, id, epoch, nextEpoch())
    await doubtDeliveries(queries, id, now)
  }
  return heads.length
}
