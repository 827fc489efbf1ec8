import { randomUUID } from 'node:crypto'
import type { ReferenceData } from '../../../../shared/sync/engine/ports'
import type { ReceivedBucket } from '../../../../shared/sync/received'
import { bucketSize } from '../../../../shared/sync/wire'
import type { TicketEvent } from '../../../../shared/tickets/events'
import type { Ticket } from '../../../../shared/tickets/ticket'
import { openCacheDatabase } from '../cache-database'
import { createCacheStore } from '../cache-store'
import type { Cache } from '../cache-store'
import { bucketOf } from '../pages'

/** A cache with small tickets in it, for tests to read like examples. Not part of the app. */

export const epoch = randomUUID()
export const reference: ReferenceData = {
  customers: [],
  agents: [],
  office: { name: '', demo: false, staffDays: [], teams: [] },
}
export const firstNumber = 1000
export const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
/** As much of a ticket as the cache looks at. */
export const ticketAt = (n: number, version: number) =>
  ({ id: idOf(n), number: firstNumber + n, status: 'new', version }) as Ticket
export const eventAt = (n: number, version: number) =>
  ({ id: randomUUID(), ticketId: idOf(n), version, type: 'note.added', text: '' }) as TicketEvent

/** A window's cache. Windows of one name share what is on the disk. */
export const openWindow = async (name: string): Promise<Cache> =>
  createCacheStore(await openCacheDatabase(name))

export const versionsOf = async (cache: Cache, n: number): Promise<readonly number[]> =>
  (await cache.timeline(idOf(n))).map(({ version }) => version)

/** How far a snapshot is with that bucket. */
export const soFar = (lastBucket: number, came: number) => ({
  position: { epoch, seq: 0 },
  tickets: 3 * bucketSize,
  came,
  lastBucket,
  unknown: false,
})

export const bucketWith = (bucket: number, numbers: readonly number[], version: number): ReceivedBucket => ({
  line: 'bucket',
  unknown: false,
  leftOut: 0,
  bucket,
  tickets: numbers.map((n) => ticketAt(n, version)),
  timelines: Object.fromEntries(
    numbers.map((n) => [idOf(n), Array.from({ length: version }, (_, before) => eventAt(n, before + 1))]),
  ),
})

/** Takes a snapshot of so many tickets, at position 0. */
export async function fill(cache: Cache, count: number, unknown = false): Promise<void> {
  const writer = await cache.startGeneration('anew')
  const all = Array.from({ length: count }, (_, n) => n)
  for (const [bucket, numbers] of Map.groupBy(all, (n) => bucketOf(firstNumber + n)))
    await writer.put(bucketWith(bucket, numbers, 1), soFar(bucket, count))
  await writer.finish({ epoch, seq: 0 }, reference, unknown)
}

/** An event on each of these tickets, from the position where the cache is. Answers where it is then. */
export async function change(
  cache: Cache,
  numbers: readonly number[],
  version: number,
  unknown = false,
): Promise<number> {
  const from = (await cache.position()) ?? { epoch, seq: 0 }
  const to = { epoch, seq: from.seq + numbers.length }
  await cache.commit({
    from,
    to,
    tickets: numbers.map((n) => ticketAt(n, version)),
    events: numbers.map((n) => eventAt(n, version)),
    reference: null,
    unknown,
  })
  return to.seq
}
