import type {
  CacheStore,
  GenerationWriter,
  PartialSnapshot,
  ReferenceData,
} from '../../src/shared/sync/engine/ports'
import type { OutboxEntry } from '../../src/shared/sync/engine/outbox-entry'
import type { LiveQueueParts } from '../../src/renderer/data/workspace/live-queue'
import type { Position } from '../../src/shared/sync/wire'
import type { TicketEvent } from '../../src/shared/tickets/events'
import type { Ticket } from '../../src/shared/tickets/ticket'
import type { Call } from './call'
import type { OutboxDisk } from './outbox-disk'
import type { PlantedBug } from './planted'
import { bucketOf } from './server'
import type { World } from './world'

export interface CacheState {
  readonly position: Position
  readonly reference: ReferenceData | null
  readonly tickets: ReadonlyMap<string, Ticket>
  readonly timelines: ReadonlyMap<string, readonly TicketEvent[]>
  /** Buckets that are not what was written: a row rotted on the disk. */
  readonly damaged: ReadonlySet<number>
}

/** What is here of a snapshot that broke off, beside the cache that it is to replace. */
export interface PartialState {
  readonly soFar: PartialSnapshot
  readonly tickets: ReadonlyMap<string, Ticket>
  readonly timelines: ReadonlyMap<string, readonly TicketEvent[]>
}

/** One person's storage on one device. States are never changed in place, so that a power loss can take the last away. */
export interface Disk {
  cache: CacheState | null
  partial: PartialState | null
  /** What the cache was before its last few commits: they may not be on the platter yet. */
  cacheBefore: (CacheState | null)[]
  /** Versions as they were when rows were last written: what a careless damage check would look at. */
  believed: ReadonlyMap<string, Ticket>
  readonly outbox: OutboxDisk
  /** Its work before the last write: what is left of it when that is not durable. */
  outboxBefore: readonly OutboxEntry[]
  /** Work that this device may have sent without having a note of it now. */
  readonly unsure: Set<string>
}

export const emptyDisk = (outbox: OutboxDisk): Disk => ({
  cache: null,
  partial: null,
  cacheBefore: [],
  believed: new Map(),
  outbox,
  outboxBefore: [],
  unsure: new Set(),
})

export function emptyCache(disk: Disk): void {
  disk.cache = null
  disk.partial = null
}

export class StorageError extends Error {
  override readonly name = 'QuotaExceededError'
}

export function createCache(
  world: World,
  disk: Disk,
  call: Call,
  bug: PlantedBug | null,
  onCommit: () => void,
): CacheStore & LiveQueueParts['cache'] {
  const dice = world.dice('cache')

  function write(next: CacheState): void {
    if (world.strikes('quota-exceeded')) throw new StorageError('full')
    disk.cacheBefore = [...disk.cacheBefore, disk.cache].slice(-3)
    disk.cache = next
    disk.believed = next.tickets
    onCommit()
  }

  return {
    position: () => call('cache.position', () => disk.cache?.position ?? null),
    reference: () => call('cache.reference', () => disk.cache?.reference ?? null),
    lastContact: () => Promise.resolve(null),
    noteContact: () => Promise.resolve(),
    // The other version of the app begins with an empty cache.
    isOutdated: () => Promise.resolve(false),
    tickets: (ids) =>
      call('cache.tickets', () => {
        const found = ids.flatMap((id) => disk.cache?.tickets.get(id) ?? [])
        return new Map(found.map((ticket) => [ticket.id, ticket]))
      }),
    timeline: (id) => call('cache.timeline', () => disk.cache?.timelines.get(id) ?? []),
    whole: (id) =>
      call('cache.whole', () => ({
        ticket: disk.cache?.tickets.get(id) ?? null,
        timeline: disk.cache?.timelines.get(id) ?? [],
      })),
    load: (onTickets) => call('cache.load', () => onTickets([...(disk.cache?.tickets.values() ?? [])])),
    async commit({ from, to, tickets, events, reference }) {
      const apply = (base: CacheState): CacheState => {
        const next = new Map(base.tickets)
        const lists = new Map(base.timelines)
        const lost = bug === 'row-lost' && tickets.length > 1 && dice.chance(0.3) ? tickets.at(-1) : undefined
        for (const ticket of tickets) if (ticket !== lost) next.set(ticket.id, ticket)
        for (const event of events) lists.set(event.ticketId, [...(lists.get(event.ticketId) ?? []), event])
        return { ...base, tickets: next, timelines: lists, reference: reference ?? base.reference }
      }
      const base = (): CacheState => {
        const { cache } = disk
        if (!cache || cache.position.epoch !== from.epoch || cache.position.seq !== from.seq)
          throw new StorageError('The cursor is elsewhere')
        return cache
      }
      if (bug !== 'cursor-before-rows') {
        await call('cache.commit', () => write({ ...apply(base()), position: to }))
        return
      }
      await call('cache.cursor', () => write({ ...base(), position: to }))
      await call('cache.rows', () => disk.cache && write(apply(disk.cache)))
    },
    partialSnapshot: () => call('cache.partialSnapshot', () => disk.partial?.soFar ?? null),
    startGeneration: (which) =>
      call('cache.startGeneration', (): GenerationWriter => {
        if (which === 'anew') disk.partial = null
        else world.happened('snapshot goes on where it broke off')
        const tickets = new Map(disk.partial?.tickets)
        const timelines = new Map(disk.partial?.timelines)
        return {
          put: (bucket, soFar) =>
            call('cache.put', () => {
              if (world.strikes('quota-exceeded')) throw new StorageError('full')
              for (const ticket of bucket.tickets) {
                tickets.set(ticket.id, ticket)
                timelines.set(ticket.id, bucket.timelines[ticket.id] ?? [])
              }
              disk.partial = { soFar, tickets: new Map(tickets), timelines: new Map(timelines) }
              if (bug === 'snapshot-in-place' && disk.cache) {
                const { cache } = disk
                write({
                  ...cache,
                  tickets: new Map([...cache.tickets, ...tickets]),
                  timelines: new Map([...cache.timelines, ...timelines]),
                })
              }
            }),
          finish: (position, reference) =>
            call('cache.finish', () => {
              write({ position, reference, tickets, timelines, damaged: new Set() })
              disk.partial = null
            }),
          abandon: () => call('cache.abandon', () => void (disk.partial = null)),
        }
      }),
    putBucket: (at, { bucket, tickets, timelines }) =>
      call('cache.putBucket', () => {
        const { cache } = disk
        if (!cache || cache.position.epoch !== at.epoch || cache.position.seq !== at.seq)
          throw new StorageError('The cursor is elsewhere')
        if (bug === 'bucket-not-replaced') return
        const others = [...cache.tickets].filter(([, { number }]) => bucketOf(number) !== bucket)
        write({
          ...cache,
          tickets: new Map([...others, ...tickets.map((ticket) => [ticket.id, ticket] as const)]),
          timelines: new Map([...cache.timelines, ...Object.entries(timelines)]),
          damaged: new Set([...cache.damaged].filter((each) => each !== bucket)),
        })
        world.happened('damaged bucket taken again')
      }),
    versions: (bucket) =>
      call('cache.versions', () =>
        [...((bug === 'versions-unchecked' ? disk.believed : disk.cache?.tickets)?.values() ?? [])]
          .filter(({ number }) => bucketOf(number) === bucket)
          .map(({ id, version }) => [id, version] as const),
      ),
  }
}
