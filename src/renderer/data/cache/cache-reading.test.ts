import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { bucketSize } from '../../../shared/sync/wire'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { Ticket } from '../../../shared/tickets/ticket'
import { openCacheDatabase } from './cache-database'
import type { Cache } from './cache-store'
import { bucketOf } from './pages'
import {
  bucketWith,
  change,
  epoch,
  eventAt,
  fill,
  firstNumber,
  idOf,
  openWindow,
  reference,
  soFar,
  ticketAt,
  versionsOf,
} from './testing/example-cache'

let name = ''
beforeEach(() => {
  name = randomUUID()
})

describe('what a start reads', () => {
  const closed = (n: number, version = 1): Ticket => ({ ...ticketAt(n, version), status: 'closed' })
  const load = async (cache: Cache) => {
    const steps: (number | readonly (readonly [number, number])[])[] = []
    await cache.load(
      (tickets) =>
        steps.push(tickets.map(({ number, version }) => [(number ?? 0) - firstNumber, version] as const)),
      (tickets) => Promise.resolve(void steps.push(tickets)),
    )
    return steps
  }

  test('comes with what is open first, then how many there are, then what is closed, the newest first', async () => {
    const cache = await openWindow(name)
    const writer = await cache.startGeneration('anew')
    const first = bucketOf(firstNumber)
    const put = (bucket: number, tickets: readonly Ticket[]) =>
      writer.put({ ...bucketWith(bucket, [], 1), tickets }, soFar(bucket, 2))
    await put(first, [ticketAt(0, 1), closed(1)])
    await put(first + 1, [ticketAt(bucketSize, 1), closed(bucketSize + 1)])
    await writer.finish({ epoch, seq: 0 }, reference, false)
    expect(await load(cache)).toEqual([[[0, 1]], [[bucketSize, 1]], [], 4, [[bucketSize + 1, 1]], [[1, 1]]])
  })

  test('is each ticket once, as it changed since, and those that came since', async () => {
    const cache = await openWindow(name)
    await fill(cache, 3)
    await change(cache, [1], 2)
    await change(cache, [50], 1)
    expect((await load(cache)).flat()).toEqual([[0, 1], [2, 1], [1, 2], [50, 1], 4])
    // As it is once changes were folded into their pages.
    await cache.compact(1)
    expect((await load(cache)).flat()).toEqual([[0, 1], [1, 2], [2, 1], [50, 1], 4])
  })

  test('is nothing before the first sync, and as of a new snapshot after it', async () => {
    const cache = await openWindow(name)
    expect(await load(cache)).toEqual([])
    expect([await cache.position(), await cache.reference(), await cache.recordings()]).toEqual([
      null,
      null,
      [],
    ])
    await fill(cache, 3)
    await fill(cache, 1)
    expect((await load(cache)).flat()).toEqual([[0, 1], 1])
    expect(await cache.reference()).toEqual(reference)
  })

  test('can be asked for before it is read: a ticket that nobody knows yet is looked for', async () => {
    await fill(await openWindow(name), 3)
    const second = await openWindow(name)
    expect((await second.whole(idOf(2))).timeline).toHaveLength(1)
    expect([...(await (await openWindow(name)).tickets([idOf(1), 'nobody', idOf(0)])).keys()]).toEqual([
      idOf(1),
      idOf(0),
    ])
  })
})

test('few changes lie where they are: they are folded into their pages when there are many', async () => {
  const cache = await openWindow(name)
  await fill(cache, 4)
  await change(cache, [1, 2], 2)
  expect(await cache.compact(3)).toBe(0)
  expect(await cache.compact()).toBe(0)
  expect(await cache.compact(2)).toBe(2)
  expect(await cache.compact(1)).toBe(0)
  expect(await versionsOf(await openWindow(name), 2)).toEqual([1, 2])
})

test('a page of changes that does not join what is here changes nothing', async () => {
  const cache = await openWindow(name)
  await fill(cache, 2)
  await change(cache, [1], 2)
  const commitFrom = (from: { readonly epoch: string; readonly seq: number }) =>
    cache.commit({
      from,
      to: { epoch, seq: 2 },
      tickets: [ticketAt(1, 3)],
      events: [],
      reference: null,
      unknown: false,
    })
  for (const from of [
    { epoch, seq: 0 },
    { epoch, seq: 2 },
    { epoch: randomUUID(), seq: 1 },
  ])
    await expect(commitFrom(from)).rejects.toThrow('elsewhere')
  expect(await cache.position()).toEqual({ epoch, seq: 1 })
  expect(await versionsOf(cache, 1)).toEqual([1, 2])
})

test('customers, agents and the office are those of the last page that had any', async () => {
  const cache = await openWindow(name)
  await fill(cache, 1)
  const other = { ...reference, office: { ...reference.office, name: 'Other' } }
  const at = (seq: number) => ({ epoch, seq })
  const nothing = { tickets: [], events: [], unknown: false }
  await cache.commit({ from: at(0), to: at(1), reference: other, ...nothing })
  await cache.commit({ from: at(1), to: at(2), reference: null, ...nothing })
  expect([(await cache.reference())?.office.name, await cache.position()]).toEqual(['Other', at(2)])
})

test('recordings are those of the tickets that are here, those of a former snapshot are none', async () => {
  const cache = await openWindow(name)
  const recording = { recordingId: randomUUID(), url: 'https://a.nl', title: 'R', note: '' }
  const added = {
    ...eventAt(0, 2),
    type: 'recording.added',
    recording,
    actor: { name: 'Joris' },
    at: 7,
  } as TicketEvent
  await fill(cache, 1)
  await cache.commit({
    from: { epoch, seq: 0 },
    to: { epoch, seq: 1 },
    tickets: [ticketAt(0, 2)],
    events: [eventAt(0, 2), added],
    reference: null,
    unknown: false,
  })
  expect(await cache.recordings()).toMatchObject([{ ticketId: idOf(0), recording, addedBy: 'Joris', at: 7 }])
  const line = bucketWith(bucketOf(firstNumber), [0], 2)
  await cache.putBucket({ epoch, seq: 1 }, { ...line, timelines: { [idOf(0)]: [added] } })
  expect(await cache.recordings()).toHaveLength(1)
  await fill(cache, 1)
  expect(await cache.recordings()).toEqual([])
  // Nor are those of a snapshot that was begun and never finished.
  const bucket = bucketOf(firstNumber)
  const begun = await cache.startGeneration('anew')
  await begun.put({ ...line, timelines: { [idOf(0)]: [added] } }, soFar(bucket, 1))
  await fill(cache, 1)
  expect(await cache.recordings()).toEqual([])
})

test('timelines come together with what came since, until somebody has enough of them', async () => {
  const cache = await openWindow(name)
  await cache.eachTimeline([ticketAt(0, 1)], () => Promise.reject(new Error('there is none')))
  await fill(cache, 120)
  await change(cache, [70], 2)
  const seen: [string, number][] = []
  const wanted = [ticketAt(0, 1), ticketAt(70, 2), ticketAt(999, 1)]
  await cache.eachTimeline(wanted, (id, events) => {
    seen.push([id, events.length])
    return Promise.resolve(true)
  })
  expect(seen).toEqual([
    [idOf(0), 1],
    [idOf(70), 2],
    [idOf(999), 0],
  ])
  seen.length = 0
  await cache.eachTimeline(wanted, (id, events) => {
    seen.push([id, events.length])
    return Promise.resolve(false)
  })
  expect(seen).toHaveLength(1)
})

test('damage is looked for on the disk, with what came since', async () => {
  const cache = await openWindow(name)
  await fill(cache, 3)
  await change(cache, [1], 2)
  await cache.tickets([idOf(0)])
  const bucket = bucketOf(firstNumber)
  const { pages, dexie } = await openCacheDatabase(name)
  await pages.toCollection().modify((row: { json: string }) => {
    row.json = JSON.stringify([ticketAt(0, 9)])
  })
  dexie.close()
  expect(new Map(await cache.versions(bucket))).toEqual(
    new Map([
      [idOf(0), 9],
      [idOf(1), 2],
    ]),
  )
  expect(await cache.versions(bucket + 5)).toEqual([])
})
