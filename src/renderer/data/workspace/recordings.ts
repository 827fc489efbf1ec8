import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import type { TicketEvent } from '../../../shared/tickets/events'
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

type Stored = Pick<FoundRecording, 'recording' | 'ticketId' | 'addedBy' | 'at'>

export interface Recordings {
  /** The recordings of all tickets on this device, the newest first; those that wait to be sent before them. */
  all(): Promise<readonly FoundRecording[]>
  /** Tickets changed: what was read holds no longer. */
  changed(): void
}

/** Reads the recordings from the cached timelines when they are asked for, and keeps them until a ticket changes. */
export function createRecordings({ cache, model, entries, customerName }: Parts): Recordings {
  let stored: Promise<readonly Stored[]> | null = null

  async function read(): Promise<readonly Stored[]> {
    const found: Stored[] = []
    await cache.eachTimeline((timelines) => {
      for (const events of Object.values(timelines))
        found.push(...(events as readonly TicketEvent[]).flatMap(ofEvent))
    })
    return found.toSorted((a, b) => b.at - a.at)
  }

  const complete = (one: Stored, pending: boolean): FoundRecording => {
    const entry = model.get(one.ticketId)
    return {
      ...one,
      pending,
      ticketNumber: entry?.number ?? null,
      ticketSubject: entry?.subject ?? '',
      customerName: customerName(entry?.customerId ?? null),
    }
  }

  return {
    async all() {
      stored ??= read()
      const confirmed = await stored
      const known = new Set(confirmed.map(({ recording }) => recording.recordingId))
      // What was acknowledged stays in the outbox for a while: it counts once.
      const waiting = entries()
        .flatMap(({ mutation }) => ofMutation(mutation))
        .filter(({ recording }) => !known.has(recording.recordingId))
      return [...waiting.map((one) => complete(one, true)), ...confirmed.map((one) => complete(one, false))]
    },
    changed() {
      stored = null
    },
  }
}

function ofEvent(event: TicketEvent): readonly Stored[] {
  if (event.type !== 'recording.added') return []
  return [{ recording: event.recording, ticketId: event.ticketId, addedBy: event.actor.name, at: event.at }]
}

function ofMutation(mutation: OutboxEntry['mutation']): readonly Stored[] {
  const parsed = parseMutation(mutation)
  if (!parsed.ok || parsed.mutation.type !== 'recording.add') return []
  const { ticketId, writtenAt } = mutation
  return [{ recording: parsed.mutation.args, ticketId, addedBy: '', at: writtenAt }]
}
