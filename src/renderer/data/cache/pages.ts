import { bucketSize } from '../../../shared/sync/wire'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { Ticket } from '../../../shared/tickets/ticket'
import { chunkSize } from './cache-database'
import type { OpenRow, PageRow, RecordingRow } from './cache-database'

/** Tickets without a number (none that the server knows) would go here. */
export const bucketOf = (ticketNumber: number | null): number => Math.floor((ticketNumber ?? 0) / bucketSize)
export const chunkOf = (ticketNumber: number | null): number => Math.floor((ticketNumber ?? 0) / chunkSize)

export type Timelines = Readonly<Record<string, readonly TicketEvent[]>>

/** Splits a bucket's timelines into rows that are read one at a time. */
export function toChunks(tickets: readonly Ticket[], timelines: Timelines): ReadonlyMap<number, Timelines> {
  const chunks = new Map<number, Record<string, readonly TicketEvent[]>>()
  for (const { id, number } of tickets) {
    const chunk = chunkOf(number)
    const lists = chunks.get(chunk) ?? {}
    lists[id] = timelines[id] ?? []
    chunks.set(chunk, lists)
  }
  return chunks
}

/** A bucket's page, and beside it those of its tickets that are not closed. */
export function toPage(generation: number, bucket: number, tickets: readonly Ticket[]) {
  const open = tickets.filter(({ status }) => status !== 'closed')
  return {
    page: { generation, bucket, json: JSON.stringify(tickets) } satisfies PageRow,
    open: { generation, bucket, json: JSON.stringify(open), tickets: tickets.length } satisfies OpenRow,
  }
}

/** The recordings that these events added. */
export function recordingsOf(generation: number, events: readonly TicketEvent[]): readonly RecordingRow[] {
  return events.flatMap((event) => {
    if (event.type !== 'recording.added') return []
    const { id, ticketId, recording, actor, at } = event
    return [{ generation, id, ticketId, recording, addedBy: actor.name, at }]
  })
}

/** Keeps the last few values that were read, so that neighbours cost nothing. */
export function createRecent<K, V>(limit: number) {
  const kept = new Map<K, V>()
  return {
    get(key: K): V | undefined {
      const value = kept.get(key)
      if (value === undefined) return undefined
      kept.delete(key)
      kept.set(key, value)
      return value
    },
    set(key: K, value: V): void {
      kept.delete(key)
      kept.set(key, value)
      const [oldest] = kept.keys()
      if (kept.size > limit && oldest !== undefined) kept.delete(oldest)
    },
    clear: (): void => kept.clear(),
  }
}
