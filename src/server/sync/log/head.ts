import { sql } from 'drizzle-orm'
import type { Reader } from '../../db/database'
import { rows } from '../../db/database'
import type { LoggedPosition } from './position-proof'

export interface Head extends LoggedPosition {
  /** Changes up to here are no longer in the log. */
  readonly compactedTo: number
  /** What positions of this log are signed with. Never leaves the server. */
  readonly proofKey: string
}

/** The workspace's place in its change log. Throws when the workspace does not exist. */
export async function readHead(queries: Reader, workspaceId: string): Promise<Head> {
  const [head] = await rows<Head>(
    queries,
    sql`select epoch, seq, compacted_to as "compactedTo", proof_key as "proofKey",
        (select at from change_log row where row.workspace_id = head.workspace_id and row.seq = head.seq) as at
      from change_heads head where workspace_id = ${workspaceId}::uuid`,
  )
  if (!head) throw new Error(`Workspace ${workspaceId} has no change head`)
  return head
}

/** When a row of the log was written; null when it is not there (any more). */
export async function writtenAt(queries: Reader, workspaceId: string, seq: number): Promise<number | null> {
  const [row] = await rows<{ at: number }>(
    queries,
    sql`select at from change_log where workspace_id = ${workspaceId}::uuid and seq = ${seq}::bigint`,
  )
  return row?.at ?? null
}
