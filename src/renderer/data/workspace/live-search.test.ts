import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test, vi } from 'vitest'
import type { ReferenceData } from '../../../shared/sync/engine/ports'
import { bucketSize } from '../../../shared/sync/wire'
import { newEntry } from '../../../shared/sync/engine/outbox-entry'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import { eventOf, monday10, mutationOf, received, sanne, uuidOf } from '../../../shared/tickets/example'
import { evolve } from '../../../shared/tickets/evolve'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { TicketEvent } from '../../../shared/tickets/events'
import { openCacheDatabase } from '../cache/cache-database'
import { createCacheStore } from '../cache/cache-store'
import { createSegmentStore } from '../cache/segment-store'
import { createQueueModel } from '../queue/queue-model'
import { createLiveQueue } from './live-queue'
import { createLiveSearch } from './live-search'

const epoch = randomUUID()
const office = { name: '', demo: false, staffDays: [], teams: [] }
const idOf = (n: number): string => uuidOf(3000 + n)

/** A ticket on which these notes were written. */
function ticketWith(n: number, ...notes: readonly string[]): readonly [Ticket, readonly TicketEvent[]] {
  const first: Ticket = { ...received(), id: idOf(n), number: n, subject: `Subject${n}`, preview: '' }
  const eventAt = (text: string, version: number) => ({
    ...eventOf({ type: 'note.added', text }, monday10, version),
    ticketId: first.id,
  })
  const events = notes.map((text, index) => eventAt(text, index + 2))
  return [events.reduce<Ticket>((ticket, event) => evolve(ticket, event), first), [eventAt('', 1), ...events]]
}

let name: string
let entries: OutboxEntry[]
let customerName: string
let seq: number
/** How many timelines were read for the index. */
let read: number
let onRead: () => void
/** Whether the window is the one that writes. */
let writes: boolean
beforeEach(() => {
  name = randomUUID()
  entries = []
  customerName = 'Bakkerij'
  seq = 0
  read = 0
  onRead = () => undefined
  writes = true
})

/** A window over the disk as it is, with its queue read. */
async function open() {
  const database = await openCacheDatabase(name)
  const cache = createCacheStore(database)
  const model = createQueueModel()
  const queue = createLiveQueue({
    cache,
    model,
    agentId: sanne.id,
    entries: () => entries,
    now: () => monday10,
  })
  const search = createLiveSearch({
    model,
    queue,
    cache: {
      ...cache,
      eachTimeline: (wanted, onTimeline) =>
        cache.eachTimeline(wanted, (id, events) => {
          read += 1
          onRead()
          return onTimeline(id, events)
        }),
    },
    store: createSegmentStore(database),
    writes: () => writes,
  })
  await queue.load(() => Promise.resolve())
  /** The numbers of the tickets that are found. */
  const find = (query: string): readonly (number | null | undefined)[] => {
    const test = search.find(query)
    return Array.from({ length: model.rows() }, (_, row) => row)
      .filter((row) => model.entry(row) && (test === null || test(row)))
      .map((row) => model.entry(row)?.number)
  }
  return { cache, database, model, queue, search, find }
}
type World = Awaited<ReturnType<typeof open>>

const reference = (): ReferenceData =>
  ({ customers: [{ id: uuidOf(50), name: customerName }], agents: [], office }) as unknown as ReferenceData

async function fill(
  cache: World['cache'],
  ...tickets: readonly ReturnType<typeof ticketWith>[]
): Promise<void> {
  const writer = await cache.startGeneration('anew')
  for (const [bucket, group] of Map.groupBy(tickets, ([{ number }]) =>
    Math.floor((number ?? 0) / bucketSize),
  ))
    await writer.put(
      {
        line: 'bucket',
        bucket,
        tickets: group.map(([ticket]) => ticket),
        timelines: Object.fromEntries(group.map(([{ id }, events]) => [id, events])),
        unknown: false,
        leftOut: 0,
      },
      { position: { epoch, seq: 0 }, tickets: tickets.length, came: 0, lastBucket: bucket, unknown: false },
    )
  await writer.finish({ epoch, seq: 0 }, reference(), false)
  seq = 0
}
async function commit(
  cache: World['cache'],
  tickets: readonly Ticket[],
  events: readonly TicketEvent[],
  renamed = false,
) {
  const from = { epoch, seq }
  const to = { epoch, seq: ++seq }
  await cache.commit({ from, to, tickets, events, reference: renamed ? reference() : null, unknown: false })
}
/** A later note on a ticket, as it comes from the server. */
async function noteOn({ cache }: World, before: Ticket, text: string): Promise<Ticket> {
  const event = {
    ...eventOf({ type: 'note.added', text }, monday10, before.version + 1),
    ticketId: before.id,
  }
  const ticket = evolve(before, event)
  await commit(cache, [ticket], [event])
  return ticket
}

test('texts of the whole timeline are found, and before they are read what is in memory anyway', async () => {
  const first = await open()
  await fill(first.cache, ticketWith(1, 'The toner leaks'), ticketWith(2, 'Reboot'))
  const { find, search } = await open()
  expect([find('subject1'), find('toner'), find('bakkerij'), find('piet 2'), find('')]).toEqual([
    [1],
    [],
    [1, 2],
    [2],
    [1, 2],
  ])
  await search.open()
  expect([find('toner'), find('ton leak'), find('toner reboot'), find('bakkerij subject2')]).toEqual([
    [1],
    [1],
    [],
    [2],
  ])
})

test('a later start finds the same without reading it again, and reads what changed since', async () => {
  const first = await open()
  // As many as become a part of the index that is kept.
  const tickets = Array.from({ length: 80 }, (_, n) => ticketWith(n, `word${n}x`))
  await fill(first.cache, ...tickets)
  await first.queue.load(() => Promise.resolve())
  await first.search.open()
  expect(read).toBe(80)
  read = 0
  const second = await open()
  await second.search.open()
  // The last few are not worth keeping.
  expect(read).toBeLessThan(30)
  expect(second.find('word3x')).toEqual([3])
  const [ticket] = tickets[3] ?? []
  if (ticket) await noteOn(second, ticket, 'afterwards')
  const third = await open()
  await third.search.open()
  expect([third.find('afterwards'), third.find('word3x'), third.find('word4x')]).toEqual([[3], [3], [4]])
})

test('what changes is found by its new words at once, and own work before it is sent', async () => {
  const first = await open()
  const [ticket, events] = ticketWith(1, 'The toner leaks')
  await fill(first.cache, [ticket, events])
  const world = await open()
  await world.search.open()
  await noteOn(world, ticket, 'A fuser')
  expect(world.find('fuser')).toEqual([])
  await world.queue.refresh([ticket.id])
  await world.search.refresh([ticket.id])
  expect([world.find('fuser'), world.find('toner')]).toEqual([[1], [1]])
  const mine = { ...mutationOf('note.add', { text: 'Unsent words' }), ticketId: ticket.id }
  entries = [{ ...newEntry(mine, null, null), order: 1 }]
  await world.queue.refresh([ticket.id])
  await world.search.refresh([ticket.id])
  expect(world.find('unsent')).toEqual([1])
  // Taken back: it is found no longer.
  entries = []
  await world.queue.refresh([ticket.id])
  await world.search.refresh([ticket.id])
  expect([world.find('unsent'), world.find('fuser')]).toEqual([[], [1]])
})

test('own work that waited at the last start is found at this one, and is no part of what is kept', async () => {
  const first = await open()
  const tickets = Array.from({ length: 64 }, (_, n) => ticketWith(n))
  await fill(first.cache, ...tickets)
  await first.queue.load(() => Promise.resolve())
  const mine = { ...mutationOf('note.add', { text: 'Unsent words' }), ticketId: idOf(3) }
  entries = [{ ...newEntry(mine, null, null), order: 1 }]
  await first.queue.load(() => Promise.resolve())
  await first.search.open()
  expect(first.find('unsent')).toEqual([3])
  entries = []
  const second = await open()
  await second.search.open()
  expect(second.find('unsent')).toEqual([])
})

test('a customer who has another name is found by that, and not by the former one', async () => {
  const first = await open()
  await fill(first.cache, ticketWith(1), ticketWith(2))
  const world = await open()
  await world.search.open()
  customerName = 'Peeters'
  await commit(world.cache, [], [], true)
  await world.queue.refreshReference()
  await world.search.renamed()
  expect([world.find('peeters'), world.find('bakkerij')]).toEqual([[1, 2], []])
})

test('after a new snapshot nothing of the former one is found', async () => {
  const first = await open()
  await fill(first.cache, ...Array.from({ length: 64 }, (_, n) => ticketWith(n, 'former')))
  const world = await open()
  await world.search.open()
  expect(world.find('former')).toHaveLength(64)
  await fill(world.cache, ticketWith(7, 'later'), ticketWith(8))
  world.search.close()
  await world.queue.load(() => Promise.resolve())
  expect(world.find('former')).toEqual([])
  await world.search.open()
  expect([world.find('former'), world.find('later')]).toEqual([[], [7]])
})

test('a window that does not write leaves what is kept as it is', async () => {
  const first = await open()
  await fill(first.cache, ...Array.from({ length: 80 }, (_, n) => ticketWith(n, `word${n}x`)))
  writes = false
  const second = await open()
  await second.search.open()
  expect(await second.database.segments.count()).toBe(0)
  expect(second.find('word70x')).toEqual([70])
  writes = true
  const third = await open()
  await third.search.open()
  expect(await third.database.segments.count()).toBeGreaterThan(0)
})

test('an index that cannot be read or kept is built again', async () => {
  const first = await open()
  await fill(first.cache, ticketWith(1, 'toner'))
  const world = await open()
  const failing = new DOMException('x', 'UnknownError')
  const { segments } = world.database
  vi.spyOn(segments, 'where').mockImplementation(() => {
    throw failing
  })
  vi.spyOn(segments, 'bulkPut').mockRejectedValue(failing)
  await world.search.open()
  expect(world.find('toner')).toEqual([1])
  vi.restoreAllMocks()
})

test('once its person left nothing more is read', async () => {
  const first = await open()
  await fill(first.cache, ...Array.from({ length: 20 }, (_, n) => ticketWith(n)))
  const world = await open()
  const opening = world.search.open()
  world.search.stop()
  await opening
  expect(read).toBe(0)
  onRead = () => read === 3 && world.search.stop()
  await world.search.open()
  expect(read).toBe(3)
})
