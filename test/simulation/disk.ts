import type {
  CacheStore,
  GenerationWriter,
  OutboxStore,
  ReferenceData,
} from '../../src/shared/sync/engine/ports'
import { filesOf } from '../../src/shared/sync/engine/uploads'
import type { OutboxEntry } from '../../src/shared/sync/engine/outbox-entry'
import type { Position } from '../../src/shared/sync/wire'
import type { TicketEvent } from '../../src/shared/tickets/events'
import type { Ticket } from '../../src/shared/tickets/ticket'
import type { Call } from './call'
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

/** One person's storage on one device. States are never changed in place, so that a power loss can take the last away. */
export interface Disk {
  cache: CacheState | null
  /** What the cache was before its last few commits: they may not be on the platter yet. */
  cacheBefore: (CacheState | null)[]
  /** Versions as they were when rows were last written: what a careless damage check would look at. */
  believed: ReadonlyMap<string, Ticket>
  outbox: readonly OutboxEntry[]
  outboxBefore: readonly OutboxEntry[]
  /** Beside the outbox, in its bucket: what is in each file that was attached here. */
  files: ReadonlyMap<string, string>
  /** The files that drafts name. */
  drafts: readonly string[]
  lastOrder: number
  /** Work that this device may have sent without having a note of it now. */
  readonly unsure: Set<string>
}

export const emptyDisk = (): Disk => ({
  cache: null,
  cacheBefore: [],
  believed: new Map(),
  outbox: [],
  outboxBefore: [],
  files: new Map(),
  drafts: [],
  lastOrder: 0,
  unsure: new Set(),
})

export class StorageError extends Error {
  override readonly name = 'QuotaExceededError'
}

export function createCache(
  world: World,
  disk: Disk,
  call: Call,
  bug: PlantedBug | null,
  onCommit: () => void,
): CacheStore {
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
    startGeneration: () =>
      call('cache.startGeneration', (): GenerationWriter => {
        const tickets = new Map<string, Ticket>()
        const timelines = new Map<string, readonly TicketEvent[]>()
        return {
          put: (bucket) =>
            call('cache.put', () => {
              if (world.strikes('quota-exceeded')) throw new StorageError('full')
              for (const ticket of bucket.tickets) {
                tickets.set(ticket.id, ticket)
                timelines.set(ticket.id, bucket.timelines[ticket.id] ?? [])
              }
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
            }),
          abandon: () => call('cache.abandon', () => undefined),
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

export function createOutboxStore(world: World, disk: Disk, call: Call, bug: PlantedBug | null): OutboxStore {
  const drops = (entry: OutboxEntry): boolean =>
    (bug === 'held-dropped' && entry.state === 'held') ||
    (bug === 'rejected-dropped' && entry.state === 'rejected')

  return {
    all: () => call('outbox.all', () => disk.outbox),
    write: ({ add = [], patch = [], remove = [] }) =>
      call('outbox.write', () => {
        if (world.strikes('quota-exceeded')) throw new StorageError('full')
        const known = new Set(disk.outbox.map(({ mutation }) => mutation.id))
        const added = add
          .filter(({ mutation }) => !known.has(mutation.id))
          .map((entry) => ({ ...entry, order: ++disk.lastOrder }))
        const changes = new Map(patch.map(({ id, change }) => [id, change]))
        disk.outboxBefore = disk.outbox
        disk.outbox = [...disk.outbox, ...added]
          .map((entry) => ({ ...entry, ...changes.get(entry.mutation.id) }))
          .filter((entry) => !remove.includes(entry.mutation.id) && !drops(entry))
        return added
      }),
    writeIf: (patch, holds, puttingBack = false) =>
      call('outbox.writeIf', () => {
        if (world.strikes('quota-exceeded')) throw new StorageError('full')
        const byId = new Map(disk.outbox.map((entry) => [entry.mutation.id, entry]))
        if (bug !== 'sent-taken-back' && !patch.every(({ id }) => holds(byId.get(id)))) return false
        // Neither the disk nor the window that asked remembers which log it is sent to.
        if (bug === 'sent-unnoted') for (const { change } of patch) Reflect.deleteProperty(change, 'sentIn')
        const changes = new Map(patch.map(({ id, change }) => [id, change]))
        disk.outboxBefore = disk.outbox
        disk.outbox = disk.outbox.map((entry) => ({ ...entry, ...changes.get(entry.mutation.id) }))
        const taken = patch.flatMap(({ id }) => byId.get(id)?.mutation ?? [])
        if (puttingBack) disk.drafts = [...disk.drafts, ...taken.flatMap(filesOf)]
        return true
      }),
  }
}
