import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import { parseMutation } from '../../../shared/tickets/mutations'
import type { Cache } from '../cache/cache-store'
import type { FoundRecording } from '../protocol'
import type { QueueModel } from '../queue/queue-model'

interface Parts {
  readonly cache: Cache
  readonly model: QueueModel
  readonly entries: () => readonly OutboxEntry[]
  readonly customerName: (id: string | null) => string
}

type Found = Pick<FoundRecording, 'recording' | 'ticketId' | 'addedBy' | 'at'>

/** The recordings of all tickets on this device, the newest first; those that wait to be sent before them. */
export async function allRecordings(parts: Parts): Promise<readonly FoundRecording[]> {
  const { cache, model, entries, customerName } = parts
  const complete = ({ recording, ticketId, addedBy, at }: Found, pending: boolean): FoundRecording => {
    const entry = model.get(ticketId)
    return {
      recording,
      ticketId,
      addedBy,
      at,
      pending,
      ticketNumber: entry?.number ?? null,
      ticketSubject: entry?.subject ?? '',
      customerName: customerName(entry?.customerId ?? null),
    }
  }
  const confirmed = (await cache.recordings()).toSorted((a, b) => b.at - a.at)
  const known = new Set(confirmed.map(({ recording }) => recording.recordingId))
  // What was acknowledged stays in the outbox for a while: it counts once.
  const waiting = entries()
    .flatMap(({ mutation }) => ofMutation(mutation))
    .filter(({ recording }) => !known.has(recording.recordingId))
  return [...waiting.map((one) => complete(one, true)), ...confirmed.map((one) => complete(one, false))]
}

function ofMutation(mutation: OutboxEntry['mutation']): readonly Found[] {
  const parsed = parseMutation(mutation)
  if (!parsed.ok || parsed.mutation.type !== 'recording.add') return []
  const { ticketId, writtenAt } = mutation
  return [{ recording: parsed.mutation.args, ticketId, addedBy: '', at: writtenAt }]
}
