import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { ReferenceData } from '../../../shared/sync/engine/ports'
import { bucketSize } from '../../../shared/sync/wire'
import type { ReceivedBucket } from '../../../shared/sync/received'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { Ticket } from '../../../shared/tickets/ticket'
import { protocol } from '../../../shared/sync/protocol-version'
import { openCacheDatabase } from './cache-database'
import { createCacheStore } from './cache-store'
import type { Cache } from './cache-store'
import { bucketOf } from './pages'

const epoch = randomUUID()
const reference: ReferenceData = {
  customers: [],
  agents: [],
  office: { name: '', demo: false, staffDays: [], teams: [] },
}
const firstNumber = 1000
const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
/** As much of a ticket as the cache looks at. */
const ticketAt = (n: number, version: number) =>
  ({ id: idOf(n), number: firstNumber + n, status: 'new', version }) as Ticket
const eventAt = (n: number, version: number) =>
  ({ id: randomUUID(), ticketId: idOf(n), version, type: 'note.added', text: '' }) as TicketEvent
const versionsOf = async (cache: Cache, n: number): Promise<readonly number[]> =>
  (await cache.timeline(idOf(n))).map(({ version }) => version)

let name = ''
let seq = 0
beforeEach(() => {
  name = randomUUID()
  seq = 0
})

/** How far a snapshot is with that bucket. */
const soFar = (lastBucket: number, came: number) => ({
  position: { epoch, seq: 0 },
  tickets: 3 * bucketSize,
  came,
  lastBucket,
  unknown: false,
})

/** A window's cache. Windows of one test share what is on the disk. */
const openWindow = async (): Promise<Cache> => createCacheStore(await openCacheDatabase(name))

const bucketWith = (bucket: number, numbers: readonly number[], version: number): ReceivedBucket => ({
  line: 'bucket',
  unknown: false,
  leftOut: 0,
  bucket,
  tickets: numbers.map((n) => ticketAt(n, version)),
  timelines: Object.fromEntries(
    numbers.map((n) => [idOf(n), Array.from({ length: version }, (_, before) => eventAt(n, before + 1))]),
  ),
})

async function fill(cache: Cache, count: number, unknown = false): Promise<void> {
  const writer = await cache.startGeneration('anew')
  const all = Array.from({ length: count }, (_, n) => n)
  for (const [bucket, numbers] of Map.groupBy(all, (n) => bucketOf(firstNumber + n)))
    await writer.put(bucketWith(bucket, numbers, 1), soFar(bucket, count))
  await writer.finish({ epoch, seq: 0 }, reference, unknown)
}

async function change(
  cache: Cache,
  numbers: readonly number[],
  version: number,
  unknown = false,
): Promise<void> {
  const from = { epoch, seq }
  seq += numbers.length
  await cache.commit({
    from,
    to: { epoch, seq },
    tickets: numbers.map((n) => ticketAt(n, version)),
    events: numbers.map((n) => eventAt(n, version)),
    reference: null,
    unknown,
  })
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, step) => from + step)

test('while changes are folded into their pages, a ticket and its events are read as they are', async () => {
  const cache = await openWindow()
  await fill(cache, 3 * bucketSize)
  await change(cache, range(0, 2 * bucketSize), 2)
  await change(cache, range(0, 3 * bucketSize), 3)
  // Pages that were read before are remembered.
  await cache.tickets([idOf(3)])
  await cache.timeline(idOf(3))
  let isDone = false
  const compacting = cache.compact(1).finally(() => (isDone = true))
  const seen = new Set<string>()
  while (!isDone) {
    const ticket = (await cache.tickets([idOf(3)])).get(idOf(3))
    seen.add(`${ticket?.version}: ${(await versionsOf(cache, 3)).join()}`)
  }
  expect(await compacting).toBe(3 * bucketSize)
  expect([...seen]).toEqual(['3: 1,2,3'])
})

test('a ticket and its events are as of one moment, also while a page comes in', async () => {
  const cache = await openWindow()
  await fill(cache, 1)
  const torn: string[] = []
  for (const version of range(2, 30)) {
    const committed = change(cache, [0], version)
    const read = await Promise.all([cache.whole(idOf(0)), cache.whole(idOf(0))])
    await committed
    for (const { ticket, timeline } of read)
      if (ticket?.version !== timeline.length) torn.push(`${ticket?.version}: ${timeline.length}`)
  }
  expect(torn).toEqual([])
  expect(await cache.whole('nobody')).toEqual({ ticket: null, timeline: [] })
})

test('a ticket that came after a window was opened is there when another window has moved it', async () => {
  const owner = await openWindow()
  await fill(owner, 10)
  const second = await openWindow()
  await second.load(() => undefined)
  await change(owner, [10], 1)
  await owner.compact(1)
  second.forgetRead()
  expect((await second.tickets([idOf(10)])).get(idOf(10))?.number).toBe(firstNumber + 10)
  expect(await versionsOf(second, 10)).toEqual([1])
})

test('a damaged bucket is replaced as a whole, and only at its own position', async () => {
  const cache = await openWindow()
  await fill(cache, 2 * bucketSize)
  await change(cache, [1, bucketSize + 1], 2)
  const sound = bucketWith(bucketOf(firstNumber), range(0, bucketSize), 4)
  await expect(cache.putBucket({ epoch, seq: seq + 1 }, sound)).rejects.toThrow('elsewhere')
  await cache.putBucket({ epoch, seq }, sound)
  expect((await cache.versions(sound.bucket)).map(([, version]) => version)).toEqual(
    range(0, bucketSize).map(() => 4),
  )
  expect(await versionsOf(cache, 1)).toEqual([1, 2, 3, 4])
  expect(await versionsOf(cache, bucketSize + 1)).toEqual([1, 2])
})

/** What another version of the app, which speaks this, would have left. */
async function leaveBy(version: number | undefined): Promise<void> {
  const { state, dexie } = await openCacheDatabase(name)
  await state.toCollection().modify((row: { protocol?: number | undefined }) => {
    row.protocol = version
  })
  dexie.close()
}

test('what this version could not read is noted, and makes the cache outdated for a later one only', async () => {
  const cache = await openWindow()
  expect(await cache.isOutdated()).toBe(false)
  await fill(cache, 3)
  await change(cache, [1], 2)
  await leaveBy(protocol.version - 1)
  expect(await cache.isOutdated()).toBe(false)
  await change(cache, [1], 3, true)
  await change(cache, [1], 4)
  expect(await cache.isOutdated()).toBe(true)
  await leaveBy(protocol.version)
  expect(await cache.isOutdated()).toBe(false)
  await leaveBy(protocol.version - 1)
  await cache.putBucket(
    { epoch, seq },
    { ...bucketWith(bucketOf(firstNumber), range(0, 3), 4), unknown: true },
  )
  expect(await cache.isOutdated()).toBe(true)
  await fill(cache, 3, true)
  await leaveBy(protocol.version - 1)
  expect(await cache.isOutdated()).toBe(true)
  await fill(cache, 3)
  expect(await cache.isOutdated()).toBe(false)
})

test('a cache of before there was a number is outdated: nobody noted what was not understood', async () => {
  const cache = await openWindow()
  await fill(cache, 3)
  await openCacheDatabase(name).then(({ state }) =>
    state.toCollection().modify((row: { protocol?: number; unknown?: boolean }) => {
      delete row.protocol
      delete row.unknown
    }),
  )
  expect(await cache.isOutdated()).toBe(true)
  await change(cache, [1], 2)
  expect(await cache.isOutdated()).toBe(true)
})

test('a cache that a newer app wrote is begun afresh', async () => {
  const cache = await openWindow()
  await fill(cache, 3)
  await leaveBy(protocol.version + 1)
  cache.close()
  const older = await openWindow()
  expect(await older.position()).toBeNull()
  expect(await versionsOf(older, 1)).toEqual([])
})

test('when the server was heard last is known at the next start, also after everything was taken anew', async () => {
  const cache = await openWindow()
  expect(await cache.lastContact()).toBeNull()
  await cache.noteContact(1000)
  await fill(cache, 1)
  cache.close()
  expect(await (await openWindow()).lastContact()).toBe(1000)
})

test('a snapshot that broke off goes on in a later start, beside the pages in use', async () => {
  const cache = await openWindow()
  await fill(cache, 3)
  const first = bucketOf(firstNumber)
  const writer = await cache.startGeneration('anew')
  await writer.put(bucketWith(first, range(0, bucketSize), 2), soFar(first, bucketSize))
  expect(await versionsOf(cache, 1)).toEqual([1])
  const later = await openWindow()
  expect(await later.partialSnapshot()).toEqual(soFar(first, bucketSize))
  const rest = await later.startGeneration('goes-on')
  await rest.put(bucketWith(first + 1, [bucketSize], 2), soFar(first + 1, bucketSize + 1))
  await rest.finish({ epoch, seq: 7 }, reference, false)
  expect(await later.partialSnapshot()).toBeNull()
  expect(await versionsOf(later, 1)).toEqual([1, 2])
  expect(await versionsOf(later, bucketSize)).toEqual([1, 2])
})

test('one that begins anew, or is given up, leaves nothing of the former', async () => {
  const cache = await openWindow()
  const first = bucketOf(firstNumber)
  const writer = await cache.startGeneration('anew')
  await writer.put(bucketWith(first, [1], 1), soFar(first, 1))
  const again = await cache.startGeneration('anew')
  expect(await cache.partialSnapshot()).toBeNull()
  await again.put(bucketWith(first + 1, [bucketSize], 1), soFar(first + 1, 1))
  await again.finish({ epoch, seq: 1 }, reference, false)
  expect((await cache.tickets([idOf(1)])).size).toBe(0)
  await (await cache.startGeneration('anew')).put(bucketWith(first, [1], 1), soFar(first, 1))
  await (await cache.startGeneration('goes-on')).abandon()
  expect(await cache.partialSnapshot()).toBeNull()
})

test('what another version of the app took is not gone on with', async () => {
  const cache = await openWindow()
  const first = bucketOf(firstNumber)
  await (await cache.startGeneration('anew')).put(bucketWith(first, [1], 1), soFar(first, 1))
  await leaveBy(protocol.version - 1)
  expect(await cache.partialSnapshot()).toBeNull()
})

test('a cache of before snapshots went on is used as it is', async () => {
  const older = new Dexie(name)
  older.version(3).stores({
    state: 'key',
    pages: '[generation+bucket]',
    open: '[generation+bucket]',
    timelines: '[generation+chunk]',
    changed: 'id, bucket',
    recordings: '[generation+id], generation',
    segments: '[generation+serial]',
  })
  const position = { epoch, seq: 3 }
  await older
    .table('state')
    .put({ key: 'state', generation: 1, position, reference, protocol: protocol.version })
  older.close()
  expect(await (await openWindow()).position()).toEqual(position)
})
