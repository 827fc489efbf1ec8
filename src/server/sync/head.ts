import { sql } from 'drizzle-orm'
import type { Queries } from '../db/database'
import { rows } from '../db/database'

export interface Head {
  readonly epoch: string
  readonly seq: number
  /** Changes up to here are no longer in the log. */
  readonly compactedTo: number
  /** What positions of this log are signed with. Never leaves the server. */
  readonly proofKey: string
}

/** The workspace's place in its change log. Throws when the workspace does not exist. */
export async function readHead(queries: Queries, workspaceId: string): Promise<Head> {
  const [head] = await rows<Head>(
    queries,
    sql`select epoch, seq, compacted_to as "compactedTo", proof_key as "proofKey" from change_heads
      where workspace_id = ${workspaceId}::uuid`,
  )
  if (!head) throw new Error(`Workspace ${workspaceId} has no change head`)
  return head
}
