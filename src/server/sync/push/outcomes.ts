import { sql } from 'drizzle-orm'
import type { Outcome } from '../../../shared/sync/wire'
import type { MutationEnvelope } from '../../../shared/tickets/mutations'
import type { DecidedMutation } from '../../tickets/committed'
import type { Reader, Tx } from '../../db/database'
import { rows } from '../../db/database'
import { Refused } from '../../refused'

export interface KnownOutcome {
  readonly outcome: Outcome
  readonly bodyHash: string
}

/** What was decided earlier on these mutations, by id. */
export async function knownOutcomes(
  queries: Reader,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownOutcome>> {
  if (ids.length === 0) return new Map()
  const found = await rows<Omit<Outcome, 'mutationId'> & { id: string; bodyHash: string }>(
    queries,
    sql`select id, result, seq, reason, body_hash as "bodyHash" from mutations
      where workspace_id = ${workspaceId}::uuid and id = any(${sql.param(ids)}::uuid[])`,
  )
  return new Map(
    found.map(({ id, result, seq, reason, bodyHash }) => [
      id,
      { outcome: { mutationId: id, result, seq, reason }, bodyHash },
    ]),
  )
}

/** The remembered outcome of the very same mutation. Throws `id-reused` when its id stood for something else. */
export function sameMutation(known: KnownOutcome, envelope: MutationEnvelope, hash: string): Outcome {
  if (known.bodyHash === hash) return known.outcome
  throw new Refused(
    'id-reused',
    'This mutation id was used before with another content. Nothing was changed; send it under a new id.',
    { details: { mutationId: envelope.id } },
  )
}

/** Remembers the outcome of a mutation that changed nothing. */
export async function rememberOutcome(
  queries: Tx,
  workspaceId: string,
  mutation: DecidedMutation,
  at: number,
): Promise<void> {
  await queries.execute(sql`
    insert into mutations (workspace_id, id, agent_id, ticket_id, body_hash, result, seq, reason, decided_at)
    values (${workspaceId}::uuid, ${mutation.id}::uuid, ${mutation.agentId}::uuid, ${mutation.ticketId}::uuid,
      ${mutation.bodyHash}, ${mutation.result}, null, ${mutation.reason ? JSON.stringify(mutation.reason) : null}::json,
      ${at}::double precision)`)
}
