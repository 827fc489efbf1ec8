import { describe, expect, test } from 'vitest'
import { monday10, uuidOf } from '../../tickets/example'
import type { TransportRequest } from './ports'
import { emptyDisk, epoch, minute, note, open } from './testing/engine-over'
import type { Reply } from './testing/engine-over'
import { memoryOutbox } from './testing/memory-outbox'

const updateRequired: Reply = {
  status: 426,
  protocol: 9,
  body: { code: 'update-required', message: 'Update.' },
}
const office = { name: '', demo: false, staffDays: [], teams: [] }
const stamp = { serverTime: monday10, durableSeq: 4 }
const start = { line: 'start', epoch, seq: 4, ...stamp, tickets: 0, customers: [], agents: [], office }
const snapshot = [start, { line: 'end', tickets: 0 }].map((line) => JSON.stringify(line)).join('\n')
const emptyPage = { epoch, after: 4, to: 4, head: 4, ...stamp, changes: [] }
const decided = {
  outcomes: [{ mutationId: note.id, result: 'applied', seq: 5, reason: null }],
  head: { epoch, seq: 5 },
  ...stamp,
}

function bodyAt(path: string): object | string {
  if (path.includes('push')) return decided
  if (path.includes('snapshot')) return snapshot
  return path.includes('checksums') ? { epoch, seq: 4, buckets: [] } : emptyPage
}

/** A server that answers all, and says this number. */
const serving =
  (protocol: number | null) =>
  ({ path }: TransportRequest): Reply => ({
    protocol,
    body: bodyAt(path),
  })

test('what is wrong on the way is said as what it is, and nothing is decided on', async () => {
  const body = { code: 'network-sign-in', message: 'The server cannot be reached.' }
  const { engine, entries, start, run } = open(() => ({ status: 503, protocol: null, body }), {
    position: () => Promise.resolve({ epoch, seq: 4 }),
  })
  await start()
  await engine.write(note, null)
  await run(minute)
  expect(engine.state()).toMatchObject({ phase: 'offline', message: { code: 'network-sign-in' }, waiting: 1 })
  expect(entries()).toMatchObject([{ state: 'waiting' }])
})

test('work that was never tried while the server was there is not noted as sent', async () => {
  let isThere = false
  const { engine, asked, entries, start, run } = open((request) => (isThere ? serving(3)(request) : null), {
    position: () => Promise.resolve({ epoch, seq: 4 }),
  })
  await start()
  await engine.write(note, null)
  await run(10 * minute)
  expect(asked.length).toBeGreaterThan(5)
  expect(new Set(asked)).toEqual(new Set(['/v1/sync/pull']))
  expect(entries()).toMatchObject([{ state: 'waiting' }])
  expect(entries()[0]?.sentIn).toBeUndefined()
  isThere = true
  engine.wake()
  asked.length = 0
  await engine.step()
  await engine.step()
  expect(asked).toEqual(['/v1/sync/pull', '/v1/sync/push'])
  expect(entries()).toMatchObject([{ state: 'acknowledged', sentIn: epoch }])
})

test('what this device cannot note as sent is not sent, because its author could still take it back', async () => {
  const store = memoryOutbox()
  let isFull = true
  const outbox: typeof store = {
    ...store,
    writeIf: (...change) => (isFull ? Promise.reject(new Error('full')) : store.writeIf(...change)),
  }
  const cached = { position: () => Promise.resolve({ epoch, seq: 4 }) }
  const { engine, asked, entries, start, run } = open(serving(3), cached, emptyDisk(), outbox)
  await start()
  await engine.write(note, null)
  await run(minute)
  expect(asked).not.toContain('/v1/sync/push')
  expect(engine.state().phase).toBe('failed')
  isFull = false
  await run(2 * minute)
  expect(entries()).toMatchObject([{ state: 'acknowledged', unsent: false }])
})

test('work over which the server itself fails keeps no other work back, and is tried on', async () => {
  const other = { ...note, id: uuidOf(8), ticketId: uuidOf(101) }
  const fault = { code: 'server-fault', message: 'The server failed.' }
  const { engine, entries, start, run } = open(
    (request) => {
      if (!request.path.includes('push')) return serving(3)(request)
      if (request.body?.includes(note.id)) return { status: 500, protocol: 3, body: fault }
      const outcomes = [{ mutationId: other.id, result: 'applied', seq: 5, reason: null }]
      return { protocol: 3, body: { ...decided, outcomes } }
    },
    { position: () => Promise.resolve({ epoch, seq: 4 }) },
  )
  await start()
  await engine.write(note, null)
  await engine.write(other, null)
  await run(minute)
  expect(entries()).toMatchObject([{ state: 'waiting' }, { state: 'acknowledged' }])
})

describe('an app that is too old for the server', () => {
  test('says so, keeps its work, and goes on asking at a calm pace until the server takes it', async () => {
    let floorIsRaised = true
    const desk = open((request) => (floorIsRaised ? updateRequired : serving(3)(request)))
    await desk.start()
    await desk.engine.write(note, null)
    await desk.run(10 * minute)
    expect(desk.engine.state()).toMatchObject({
      phase: 'app-too-old',
      waiting: 1,
      needsYou: 0,
      message: { code: 'update-required' },
    })
    expect(desk.entries()).toMatchObject([{ state: 'waiting' }])
    expect(desk.asked.length).toBeGreaterThan(4)
    expect(desk.asked.length).toBeLessThan(12)
    floorIsRaised = false
    await desk.run(3 * minute)
    expect(desk.engine.state()).toMatchObject({ phase: 'online', waiting: 0 })
    expect(desk.asked).toContain('/v1/sync/push')
  })

  test.each([
    ['a page', '/v1/sync/pull', { epoch, pages: [] }],
    ['a snapshot', '/v1/sync/snapshot', `${JSON.stringify({ line: 'start', log: epoch })}\n`],
  ])('says so when a newer server answers with %s that it cannot read', async (_, path, body) => {
    const desk = open((request) =>
      request.path.startsWith(path) ? { protocol: 4, body } : serving(4)(request),
    )
    await desk.start()
    await desk.run(minute)
    expect(desk.engine.state().phase).toBe('app-too-old')
  })

  test('is only offline where a page of somebody else answers, or ours broke off', async () => {
    for (const [protocol, body] of [
      [null, { welcome: 'to the hotel' }],
      [4, '{"epoch":"0'],
      [3, { epoch, pages: [] }],
    ] as const) {
      const desk = open((request) =>
        request.path.includes('pull') ? { protocol, body } : serving(3)(request),
      )
      await desk.start()
      await desk.run(minute)
      expect(desk.engine.state().phase).toBe('offline')
    }
  })

  test('can be asked to try at once', async () => {
    const desk = open(() => updateRequired)
    await desk.start()
    await desk.run(10)
    const before = desk.asked.length
    desk.engine.wake()
    await desk.run(10)
    expect(desk.asked.length).toBe(before + 1)
  })
})

describe('a server that is too old for the app', () => {
  test.each([1, null])('is named, and what it decides is not believed (it says %s)', async (protocol) => {
    let version: number | null = protocol
    const desk = open((request) => serving(version)(request))
    await desk.start()
    await desk.engine.write(note, null)
    await desk.run(minute)
    expect(desk.engine.state()).toMatchObject({
      phase: 'server-too-old',
      waiting: 1,
      needsYou: 0,
      message: { code: 'server-too-old' },
    })
    expect(desk.entries()).toMatchObject([{ state: 'waiting' }])
    version = 2
    await desk.run(3 * minute)
    expect(desk.engine.state()).toMatchObject({ phase: 'online', waiting: 0 })
  })

  test('is worked with as long as it is not below the floor', async () => {
    const desk = open(serving(2))
    await desk.start()
    await desk.run(minute)
    expect(desk.engine.state().phase).toBe('online')
  })
})

test('a cache that an older app could not read all of is taken anew', async () => {
  const position = () => Promise.resolve({ epoch, seq: 4 })
  for (const [isOutdated, first] of [
    [true, '/v1/sync/snapshot'],
    [false, '/v1/sync/pull'],
  ] as const) {
    const desk = open(serving(3), { position, isOutdated: () => Promise.resolve(isOutdated) })
    await desk.start()
    await desk.run(10)
    expect(desk.asked[0]).toBe(first)
  }
})
