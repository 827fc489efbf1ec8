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
    ...(result === 'merged' ? { overruled: true } : {}),
  }
}

/**
 * The patches after a push of which the server decided nothing, because its log is another one by now. What had never been sent
 * before is known not to have arrived in the former log either: nobody need ask whether its mail has left.
 */
export const undecided = (batch: readonly OutboxEntry[]): readonly OutboxPatch[] =>
  batch.map(({ mutation: { id }, sentIn }) => ({ id, change: { sentIn } }))

/** The patch for a mutation that the server will not even take in. */
export const refusedPatch = (entry: OutboxEntry, reason: ApiError): OutboxPatch => ({
  id: entry.mutation.id,
  change: { state: 'rejected', reason },
})

/**
 * Entries that nothing needs any more: dropped by their author, or applied, part of the cache, below the position that
 * survives a crash of the server, and nothing in it that its author has yet to see. What was replaced is kept as long as its replacement: should the outbox be lost,
 * the journal still knows where in its lane that stood.
 */
export function finished(
  entries: readonly OutboxEntry[],
  cursor: Position | null,
  durable: Position | null,
): readonly OutboxEntry[] {
  const passed = (position: Position | null, ack: Position): boolean =>
    position !== null && position.epoch === ack.epoch && position.seq >= ack.seq
  const isDone = ({ state, ack, overruled = false }: OutboxEntry): boolean =>
    state === 'dropped' ||
    (state === 'acknowledged' && !overruled && ack !== null && passed(cursor, ack) && passed(durable, ack))
  const byId = new Map(entries.map((entry) => [entry.mutation.id, entry]))
  const kept = new Set<OutboxEntry>()
  for (const unfinished of entries)
    if (!isDone(unfinished))
      for (
        let entry: OutboxEntry | undefined = unfinished;
        entry && !kept.has(entry);
        entry = byId.get(entry.replaces ?? '')
      )
        kept.add(entry)
  return entries.filter((entry) => !kept.has(entry))
}
