import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { bucketSize } from '../../../shared/sync/wire'
import { protocol } from '../../../shared/sync/protocol-version'
import { openCacheDatabase } from './cache-database'
import { bucketOf } from './pages'
import {
  bucketWith,
  change,
  epoch,
  fill,
  firstNumber,
  idOf,
  openWindow,
  reference,
  soFar,
  versionsOf,
} from './testing/example-cache'

let name = ''
beforeEach(() => {
  name = randomUUID()
})

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, step) => from + step)

test('while changes are folded into their pages, a ticket and its events are read as they are', async () => {
  const cache = await openWindow(name)
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
  const cache = await openWindow(name)
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
  const owner = await openWindow(name)
  await fill(owner, 10)
  const second = await openWindow(name)
  await second.load(() => undefined)
  await change(owner, [10], 1)
  await owner.compact(1)
  second.forgetRead()
  expect((await second.tickets([idOf(10)])).get(idOf(10))?.number).toBe(firstNumber + 10)
  expect(await versionsOf(second, 10)).toEqual([1])
})

test('a damaged bucket is replaced as a whole, and only at its own position', async () => {
  const cache = await openWindow(name)
  await fill(cache, 2 * bucketSize)
  const seq = await change(cache, [1, bucketSize + 1], 2)
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
  const cache = await openWindow(name)
  expect(await cache.isOutdated()).toBe(false)
  await fill(cache, 3)
  await change(cache, [1], 2)
  await leaveBy(protocol.version - 1)
  expect(await cache.isOutdated()).toBe(false)
  await change(cache, [1], 3, true)
  const seq = await change(cache, [1], 4)
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
  const cache = await openWindow(name)
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
  const cache = await openWindow(name)
  await fill(cache, 3)
  await leaveBy(protocol.version + 1)
  cache.close()
  const older = await openWindow(name)
  expect(await older.position()).toBeNull()
  expect(await versionsOf(older, 1)).toEqual([])
})

test('when the server was heard last is known at the next start, also after everything was taken anew', async () => {
  const cache = await openWindow(name)
  expect(await cache.lastContact()).toBeNull()
  await cache.noteContact(1000)
  await fill(cache, 1)
  cache.close()
  expect(await (await openWindow(name)).lastContact()).toBe(1000)
})

test('a snapshot that broke off goes on in a later start, beside the pages in use', async () => {
  const cache = await openWindow(name)
  await fill(cache, 3)
  const first = bucketOf(firstNumber)
  const writer = await cache.startGeneration('anew')
  await writer.put(bucketWith(first, range(0, bucketSize), 2), soFar(first, bucketSize))
  expect(await versionsOf(cache, 1)).toEqual([1])
  const later = await openWindow(name)
  expect(await later.partialSnapshot()).toEqual(soFar(first, bucketSize))
  const rest = await later.startGeneration('goes-on')
  await rest.put(bucketWith(first + 1, [bucketSize], 2), soFar(first + 1, bucketSize + 1))
  await rest.finish({ epoch, seq: 7 }, reference, false)
  expect(await later.partialSnapshot()).toBeNull()
  expect(await versionsOf(later, 1)).toEqual([1, 2])
  expect(await versionsOf(later, bucketSize)).toEqual([1, 2])
})

test('one that begins anew, or is given up, leaves nothing of the former', async () => {
  const cache = await openWindow(name)
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
  const cache = await openWindow(name)
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
  expect(await (await openWindow(name)).position()).toEqual(position)
})
