import type { ApiError, Outcome, Position, PushResponse } from '../wire'
import type { OutboxEntry } from './outbox-entry'
import type { OutboxPatch } from './ports'

/** What the outcomes of a push change in the outbox. Those of other mutations are ignored; a missing one stays waiting. */
export function settle(batch: readonly OutboxEntry[], response: PushResponse): readonly OutboxPatch[] {
  const sent = new Set(batch.map((entry) => entry.mutation.id))
  return response.outcomes.flatMap((outcome): OutboxPatch[] =>
    sent.has(outcome.mutationId) ? [{ id: outcome.mutationId, change: settled(outcome, response.head) }] : [],
  )
}

function settled(outcome: Outcome, head: Position): OutboxPatch['change'] {
  const { result, seq, reason } = outcome
  if (result === 'held' || result === 'rejected') return { state: result, reason }
  return {
    state: 'acknowledged',
    reason: null,
    ack: { epoch: head.epoch, seq: seq ?? head.seq, head },
    changed: seq !== null,
  }
}

/** The patch for a mutation that the server will not even take in. */
export const refusedPatch = (entry: OutboxEntry, reason: ApiError): OutboxPatch => ({
  id: entry.mutation.id,
  change: { state: 'rejected', reason },
})

/**
 * Entries that nothing needs any more: dropped by their author, or applied, part of the cache, and below the position
 * that survives a crash of the server.
 */
export function finished(
  entries: readonly OutboxEntry[],
  cursor: Position | null,
  durable: Position | null,
): readonly OutboxEntry[] {
  return entries.filter(({ state, ack }) => {
    if (state === 'dropped') return true
    if (state !== 'acknowledged' || !ack) return false
    const passed = (position: Position | null): boolean =>
      position !== null && position.epoch === ack.epoch && position.seq >= ack.seq
    return passed(cursor) && passed(durable)
  })
}
