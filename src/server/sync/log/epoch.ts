import { sql } from 'drizzle-orm'
import type { Reader, Tx, Writer } from '../../db/database'
import { rows } from '../../db/database'
import { doubtDeliveries } from '../../mail/outbox-decisions'

/** More tickets than a backup can lack: customers hold mails with those numbers, and none of them is given to another ticket. */
const numbersForgotten = 1000

interface EpochChange {
  readonly workspaceId: string
  readonly former: string
  readonly next: string
  /** UTC epoch milliseconds. */
  readonly now: number
  readonly unlessAt?: number
}

/**
 * Begins a new epoch of a workspace's change log: positions of the former one mean nothing any more, clients take a snapshot
 * and send again what the server forgot. Does nothing when somebody else did it already, or the log did reach `unlessAt`.
 */
export async function renewEpoch(
  queries: Writer,
  { workspaceId, former, next, now, unlessAt = Infinity }: EpochChange,
): Promise<void> {
  await queries.execute(sql`
    with renewed as (
      update change_heads set epoch = ${next}::uuid, renewed_at = ${now}::double precision where workspace_id = ${workspaceId}::uuid and epoch = ${former}::uuid
        and seq < ${unlessAt}::double precision
      returning workspace_id)
    update ticket_numbers set next = next + ${numbersForgotten}::int where workspace_id in (select workspace_id from renewed)`)
}

/** When a restored backup ended the former epoch of this workspace (UTC epoch ms); null when none ever did. */
export async function epochRenewedAt(queries: Reader, workspaceId: string): Promise<number | null> {
  const [head] = await rows<{ renewedAt: number | null }>(
    queries,
    sql`select renewed_at as "renewedAt" from change_heads where workspace_id = ${workspaceId}::uuid`,
  )
  return head?.renewedAt ?? null
}

/**
 * After a restored backup: a new epoch for every workspace. What the backup says is still to be mailed may have left since, so
 * a person decides on it. Returns how many workspaces.
 */
export async function renewAllEpochs(queries: Tx, nextEpoch: () => string, now: number): Promise<number> {
  const heads = await rows<{ id: string; epoch: string }>(
    queries,
    sql`select workspace_id as id, epoch from change_heads`,
  )
  for (const { id, epoch } of heads) {
    await renewEpoch(queries, { workspaceId: id, former: epoch, next: nextEpoch(), now })
    await doubtDeliveries(queries, id, now)
  }
  return heads.length
}
