import { beforeEach, expect, test } from 'vitest'
import { monday10, uuidOf } from '../../tickets/example'
import type { TransportRequest } from './ports'
import { emptyDisk, epoch, minute, note, open } from './testing/engine-over'
import type { Disk, Reply } from './testing/engine-over'

/** A first sync from a server with five buckets of a ticket each, over a line that breaks. */
const office = { name: '', demo: false, staffDays: [], teams: [] }
const stamp = { serverTime: monday10, durableSeq: 4 }
const all = [0, 1, 2, 3, 4]
const ticketIn = (bucket: number) => ({
  id: uuidOf(500 + bucket),
  version: 1,
  number: bucket * 500,
  status: 'open',
  reporter: {},
  facts: { receivedAt: 0, waits: [], priorities: [] },
})

let disk: Disk
/** After how many lines the connection breaks. */
let cutAfter: number
let seq: number
/** Whether it knows what it means to go on; older servers do not. */
let isOld: boolean
/** Positions before this one are no longer in its log. */
let compactedTo: number
beforeEach(() => {
  disk = emptyDisk()
  cutAfter = Infinity
  seq = 4
  isOld = false
  compactedTo = 0
})

function answer({ path }: TransportRequest): Reply {
  const query = new URL(path, 'http://server').searchParams
  const at = isOld ? null : query.get('at')
  const head = { epoch, seq }
  if (path.includes('push'))
    return {
      protocol: 3,
      body: { outcomes: [{ mutationId: note.id, result: 'applied', seq: 5, reason: null }], head, ...stamp },
    }
  if (path.includes('checksums')) return { protocol: 3, body: { ...head, buckets: [] } }
  if (path.includes('pull'))
    return { protocol: 3, body: { epoch, after: seq, to: seq, head: seq, ...stamp, changes: [] } }
  if (at !== null && Number(at) < compactedTo)
    return { status: 410, protocol: 3, body: { code: 'cursor-gone', message: 'Gone.' } }
  const after = at === null ? -1 : Number(query.get('after'))
  const lines = [
    {
      line: 'start',
      ...head,
      seq: at === null ? seq : Number(at),
      ...stamp,
      tickets: 5,
      customers: [],
      agents: [],
      office,
    },
    ...all
      .filter((bucket) => bucket > after)
      .map((bucket) => ({ line: 'bucket', bucket, tickets: [ticketIn(bucket)], timelines: {} })),
    { line: 'end', tickets: 5 },
  ]
  return { protocol: 3, body: lines.map((line) => JSON.stringify(line)).join('\n'), cutAfter }
}
const start = async () => {
  const desk = open(answer, {}, disk)
  await desk.start()
  return desk
}
type Desk = Awaited<ReturnType<typeof start>>
const snapshots = ({ queries }: Desk): readonly string[] =>
  queries.filter((path) => path.includes('snapshot')).map((path) => path.replace(/.*snapshot/, ''))

test('a first sync that is cut off goes on where it was, until all is here', async () => {
  const desk = await start()
  cutAfter = 3
  await desk.engine.step()
  expect(desk.engine.state()).toMatchObject({
    phase: 'offline',
    cursor: null,
    fetched: { tickets: 2, of: 5 },
  })
  await desk.run(minute)
  expect(desk.engine.state()).toMatchObject({ phase: 'online', cursor: { epoch, seq: 4 }, fetched: null })
  expect(snapshots(desk)).toEqual(['', `?epoch=${epoch}&at=4&after=1`, `?epoch=${epoch}&at=4&after=3`])
  expect(disk.buckets).toEqual(all)
  expect(disk.partial).toBeNull()
})

test('what came outlives the app, and the screen says so before the server is heard', async () => {
  cutAfter = 4
  await (await start()).engine.step()
  cutAfter = Infinity
  const again = await start()
  expect(again.engine.state().fetched).toEqual({ tickets: 3, of: 5 })
  await again.run(10)
  expect(snapshots(again)).toEqual([`?epoch=${epoch}&at=4&after=2`])
  expect(disk.buckets).toEqual(all)
})

test('it goes on as of its own moment; what came since is pulled', async () => {
  const desk = await start()
  cutAfter = 3
  await desk.engine.step()
  cutAfter = Infinity
  seq = 9
  await desk.run(1000)
  expect(desk.queries.find((path) => path.includes('pull'))).toContain('after=4')
  expect(disk.buckets).toEqual(all)
})

test.each([
  ['a server that knows only whole snapshots', () => (isOld = true)],
  ['a server whose log no longer reaches so far back', () => (compactedTo = 6)],
])('%s begins anew, and nothing comes twice', async (_, become) => {
  const desk = await start()
  cutAfter = 3
  await desk.engine.step()
  become()
  cutAfter = Infinity
  seq = 6
  await desk.run(2000)
  expect(desk.engine.state()).toMatchObject({ cursor: { epoch, seq: 6 } })
  expect(disk.buckets).toEqual(all)
})

test('an old server that is where it was sends all again, and no bucket counts twice', async () => {
  const desk = await start()
  cutAfter = 3
  await desk.engine.step()
  isOld = true
  cutAfter = Infinity
  await desk.run(1000)
  expect(desk.engine.state()).toMatchObject({ phase: 'online', cursor: { epoch, seq: 4 } })
  expect(disk.buckets).toEqual(all)
})

test('a snapshot that does not come to what its end says begins anew', async () => {
  disk.partial = { position: { epoch, seq: 4 }, tickets: 5, came: 1, lastBucket: 1, unknown: false }
  const desk = await start()
  await desk.engine.step()
  expect(desk.engine.state()).toMatchObject({ phase: 'offline', cursor: null })
  expect(disk.partial).toBeNull()
  await desk.run(1000)
  expect(disk.buckets).toEqual(all)
})

test('what is written while it comes is sent between two pieces of it', async () => {
  const desk: Desk = open(
    (request) => ({
      ...answer(request),
      onLine: (index) =>
        index === 2 && disk.entries.length === 0 ? desk.engine.write(note, null) : undefined,
    }),
    {},
    disk,
  )
  await desk.start()
  await desk.run(10)
  expect(desk.asked.map((path) => path.replace('/v1/sync/', '')).slice(0, 3)).toEqual([
    'snapshot',
    'push',
    'snapshot',
  ])
  expect(disk.buckets).toEqual(all)
  expect(disk.entries).toMatchObject([{ state: 'acknowledged' }])
})

test('a partial snapshot that is no longer needed is let go of', async () => {
  disk.position = { epoch, seq: 4 }
  disk.partial = { position: { epoch, seq: 2 }, tickets: 5, came: 1, lastBucket: 1, unknown: false }
  const desk = await start()
  await desk.run(10)
  expect(disk.partial).toBeNull()
  expect(snapshots(desk)).toEqual([])
})
