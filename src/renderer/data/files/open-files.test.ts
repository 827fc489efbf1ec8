import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultPreferences } from '../../../shared/ipc/preferences'
import { megabyte } from '../../../shared/bytes'
import type { EngineState } from '../../../shared/sync/engine/engine-types'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { Cache } from '../cache/cache-store'
import { plainQuery } from '../protocol'
import type { QueueQuery } from '../protocol'
import type { QueueEntry } from '../queue/queue-entry'
import type { TakingAlong } from './along'
import { createDeviceFiles } from './device-files'
import { openFileDatabase } from './file-database'
import { goodLine } from './good-line'
import { openFiles } from './open-files'

const who = { workspaceId: randomUUID(), agentId: randomUUID(), deviceId: randomUUID() }
const owner = `${who.workspaceId} ${who.agentId}`
const ahead = { on: true, quietSeconds: 0, pauseSeconds: 0, largestMB: 1 }
const preferences = { ...defaultPreferences, fileBudgetMB: 1, filesAhead: ahead }

let asked: string[]
let state: EngineState
let taken: TakingAlong[]
/** The tickets of this device, each with one file of its own id. */
let tickets: string[]
let queries: QueueQuery[]
let changes: number
let leaving: AbortController
beforeEach(() => {
  asked = []
  taken = []
  queries = []
  changes = 0
  tickets = [randomUUID()]
  leaving = new AbortController()
  state = { owner: true, phase: 'online', cursor: {}, isBehind: false, waiting: 0 } as EngineState
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path.split('/').at(-1) ?? '')
    return Promise.resolve(new Response('x'))
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  leaving.abort()
  await createDeviceFiles(openFileDatabase, owner).letGo()
  vi.unstubAllGlobals()
})

const fileOf = (ticketId: string, size = 1) => ({
  ticketId,
  attachment: { id: ticketId, name: 'a.png', mediaType: 'image/png', size },
})
const lots = { budget: 10 * megabyte, unusedSince: Infinity }
const open = (chosen = preferences) =>
  openFiles({
    who,
    preferences: chosen,
    own: { read: () => Promise.resolve(null), describe: () => Promise.resolve([]) } as never,
    cache: {
      tickets: (ids: readonly string[]) =>
        Promise.resolve(new Map(ids.filter((id) => tickets.includes(id)).map((id) => [id, {}]))),
      async eachTimeline(
        wanted: readonly { id: string }[],
        onTimeline: (id: string, events: readonly TicketEvent[]) => Promise<boolean>,
      ) {
        for (const { id } of wanted)
          await onTimeline(id, [
            {
              type: 'message.received',
              message: { attachments: [fileOf(id).attachment] },
            } as unknown as TicketEvent,
          ])
      },
    } as unknown as Cache,
    engine: { state: () => state },
    hasTicket: (id) => Promise.resolve(tickets.includes(id)),
    tickets: (query) => {
      queries.push(query)
      return tickets.map((id) => ({ id }) as QueueEntry)
    },
    changed: () => (changes += 1),
    taking: (taking) => taken.push(taking),
    signal: leaving.signal,
  })
/** Long enough for what may be fetched to be asked for. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40))

test('the files of a person’s own queue are fetched ahead, while nothing else is to be done', async () => {
  const files = open()
  files.look()
  await vi.waitFor(() => expect(asked).toEqual(tickets))
  expect(queries).toEqual([plainQuery])
  await vi.waitFor(async () => expect(await files.calls.filesHere({ ids: tickets })).toEqual(tickets))
  expect(changes).toBe(1)
})

test.each([
  ['another window syncs', { owner: false }],
  ['there is no server', { phase: 'offline' }],
  ['nothing is here yet', { cursor: null }],
  ['there is more to take in', { isBehind: true }],
  ['work waits to be sent', { waiting: 1 }],
] as const)('nothing is fetched ahead while %s', async (_why, change) => {
  state = { ...state, ...change }
  const files = open()
  files.look()
  await pause()
  expect(asked).toEqual([])
  state = { ...state, owner: true, phase: 'online', cursor: {} as never, isBehind: false, waiting: 0 }
  files.look()
  await vi.waitFor(() => expect(asked).toEqual(tickets))
})

test('who keeps no files has none fetched, until they choose otherwise', async () => {
  const files = open({ ...preferences, fileBudgetMB: 0 })
  files.look()
  await pause()
  expect(asked).toEqual([])
  files.prefer(preferences)
  await vi.waitFor(() => expect(asked).toEqual(tickets))
})

test('a file that had no room beside what was used lately is fetched when its person gives files more', async () => {
  const lately = fileOf(randomUUID())
  const device = createDeviceFiles(openFileDatabase, owner)
  await device.keep(lately, new Blob([new Uint8Array(megabyte)]), lots, Date.now())
  device.close()
  const missing = [...tickets]
  tickets.push(lately.ticketId)
  const files = open()
  files.look()
  await vi.waitFor(() => expect(queries).toHaveLength(1))
  await pause()
  expect(asked).toEqual([])
  const aMinuteLater = performance.now() + 61_000
  vi.spyOn(performance, 'now').mockReturnValue(aMinuteLater)
  files.prefer({ ...preferences, fileBudgetMB: 2 })
  await vi.waitFor(() => expect(asked).toEqual(missing))
})

test('files of tickets that this device no longer has are let go of, before others are fetched', async () => {
  const former = fileOf(randomUUID())
  const device = createDeviceFiles(openFileDatabase, owner)
  await device.keep(former, new Blob(['x']), lots, Date.now())
  const files = open()
  files.look()
  await vi.waitFor(() => expect(asked).toEqual(tickets))
  expect(await device.here([former.attachment.id])).toEqual([])
  device.close()
})

test('the files of a view are taken along on a person’s word, whatever was used lately', async () => {
  const files = open({ ...preferences, filesAhead: { ...ahead, on: false } })
  const query: QueueQuery = { ...plainQuery, view: 'all' }
  expect(await files.calls.takeAlong({ query })).toMatchObject({ of: 1 })
  await vi.waitFor(() => expect(taken.at(-1)).toMatchObject({ state: 'done', files: 1 }))
  expect(queries).toEqual([query])
  await files.calls.stopTakingAlong({})
})

test('a line that costs, or is slow, is left to what people wait for', () => {
  expect(
    [undefined, {}, { effectiveType: '4g' }, { effectiveType: '3g' }].map((line) => goodLine(line)),
  ).toEqual([true, true, true, true])
  expect(
    [{ saveData: true }, { effectiveType: '2g' }, { effectiveType: 'slow-2g' }].map((line) => goodLine(line)),
  ).toEqual([false, false, false])
})
