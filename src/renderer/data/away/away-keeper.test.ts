import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { agreement20230224, calendarOf } from '../../../shared/sla/agreement'
import type { EngineState } from '../../../shared/sync/engine/engine-types'
import type { ReferenceData } from '../../../shared/sync/engine/ports'
import {
  customer,
  eventOf,
  hour,
  joris,
  monday10,
  received,
  sanne,
  uuidOf,
} from '../../../shared/tickets/example'
import { evolve } from '../../../shared/tickets/evolve'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { Role } from '../../../shared/tickets/people'
import type { Ticket } from '../../../shared/tickets/ticket'
import { openCacheDatabase } from '../cache/cache-database'
import type { CacheDatabase } from '../cache/cache-database'
import { noWork, toQueueEntry } from '../queue/queue-entry'
import { createQueueModel } from '../queue/queue-model'
import type { QueueModel } from '../queue/queue-model'
import { createAwayKeeper } from './away-keeper'
import type { AwayKeeper } from './away-keeper'

const minute = 60_000
let database: CacheDatabase
let keeper: AwayKeeper
let model: QueueModel
let now: number
let state: EngineState
let role: Role
let ticket: Ticket
let timeline: readonly TicketEvent[]
let timelineOf: (ticketId: string) => readonly TicketEvent[]
const rules = { agreement: agreement20230224, calendar: calendarOf(agreement20230224) }
let told: number
let leaving: AbortController
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  database = await openCacheDatabase(randomUUID())
  now = monday10
  state = {
    phase: 'online',
    fetched: null,
    message: null,
    cursor: { epoch: randomUUID(), seq: 0 },
    lastContactAt: monday10,
    waiting: 0,
    needsYou: 0,
    owner: true,
    isBehind: false,
  }
  role = 'agent'
  ticket = received({ assigneeId: sanne.id })
  timeline = []
  timelineOf = () => timeline
  model = createQueueModel()
  model.put([toQueueEntry(ticket, rules, noWork, monday10)])
  told = 0
  leaving = new AbortController()
  keeper = createAwayKeeper(database, {
    cache: {
      tickets: () => Promise.resolve(new Map([[ticket.id, ticket]])),
      timeline: (id) => Promise.resolve(timelineOf(id)),
    },
    model,
    queue: {
      reference: () =>
        ({
          customers: [],
          agents: [{ id: sanne.id, role }],
          office: { staffDays: [] },
        }) as unknown as ReferenceData,
      rules: () => rules,
    },
    agentId: sanne.id,
    state: () => state,
    now: () => now,
    told: () => (told += 1),
    signal: leaving.signal,
  })
})
afterEach(() => {
  leaving.abort()
  database.dexie.close()
  vi.useRealTimers()
})

/** The line is another from now on, after so long; what the keeper does of it is done when this resolves. */
async function line(phase: EngineState['phase'], after: number, isBehind = false) {
  now += after
  state = { ...state, phase, isBehind, ...(phase === 'online' && { lastContactAt: now }) }
  keeper.look()
  vi.advanceTimersByTime(1000)
  return keeper.calls.away({})
}

test('who comes back is told what is another, until they have seen it', async () => {
  await line('offline', minute)
  role = 'senior'
  expect(await line('online', hour, true)).toBeNull()
  const report = await line('online', 0)
  expect(report).toMatchObject({ role: { from: 'agent', to: 'senior' }, from: monday10, to: now })
  await keeper.calls.seeAway({ to: now - hour })
  expect(await keeper.calls.away({})).toEqual(report)
  await keeper.calls.seeAway({ to: now })
  expect(await keeper.calls.away({})).toBeNull()
  expect(told).toBe(3)
})

test('of a ticket that became theirs meanwhile, what was known before they left is no news', async () => {
  const note = (text: string): void => {
    const event = eventOf({ type: 'note.added', text }, now, ticket.version + 1, joris)
    timeline = [...timeline, event]
    ticket = evolve(ticket, event)
  }
  ticket = received({ assigneeId: joris.id })
  note('Long ago')
  await line('offline', minute)
  note('Meanwhile')
  ticket = { ...ticket, assigneeId: sanne.id }
  model.put([toQueueEntry(ticket, rules, noWork, monday10)])
  const report = await line('online', hour)
  expect(report?.tickets.map(({ events }) => events.map((event) => 'text' in event && event.text))).toEqual([
    ['Meanwhile'],
  ])
})

test('who saw it happen is told nothing, after an absence in which nothing happened either', async () => {
  await line('offline', minute)
  expect(await line('online', hour)).toBeNull()
  role = 'senior'
  expect(await line('online', hour)).toBeNull()
  await line('offline', 0)
  expect(await line('online', hour)).toBeNull()
})

test('a line that is gone for a moment is no absence', async () => {
  await line('offline', minute)
  role = 'senior'
  expect(await line('online', 3 * minute)).toBeNull()
  expect(told).toBe(0)
})

test('two absences that were not seen are told as one', async () => {
  await line('offline', minute)
  role = 'senior'
  await line('online', hour)
  const from = monday10
  await line('offline', minute)
  role = 'admin' as Role
  expect(await line('online', hour)).toMatchObject({ from, to: now, role: { from: 'agent', to: 'admin' } })
})

test('of a ticket is told what others did while the person was away, and not what they see happen afterwards', async () => {
  const note = (text: string, actor: typeof sanne | typeof joris): void => {
    const event = eventOf({ type: 'note.added', text }, now, ticket.version + 1, actor)
    timeline = [...timeline, event]
    ticket = evolve(ticket, event)
  }
  await line('offline', minute)
  note('Meanwhile', joris)
  note('My own', sanne)
  const texts = (report: Awaited<ReturnType<typeof line>>) =>
    report?.tickets.map(({ events }) => events.map((event) => 'text' in event && event.text))
  expect(texts(await line('online', hour))).toEqual([['Meanwhile']])
  now += minute
  note('Before their eyes', joris)
  expect(texts(await keeper.calls.away({}))).toEqual([['Meanwhile']])
})

test('an absence that began before this start counts from when the server was heard last', async () => {
  state = { ...state, phase: 'starting', lastContactAt: monday10 }
  now = monday10 + hour
  await keeper.begin()
  role = 'senior'
  expect(await line('online', 0)).toMatchObject({ from: monday10, to: monday10 + hour })
})

test('who never heard the server has left nothing, and begins without a report', async () => {
  state = { ...state, phase: 'starting', lastContactAt: null }
  await keeper.begin()
  role = 'senior'
  expect(await line('online', hour)).toBeNull()
  state = { ...state, cursor: null, lastContactAt: monday10 }
  await keeper.begin()
  state = { ...state, cursor: { epoch: randomUUID(), seq: 1 } }
  role = 'agent'
  expect(await line('online', hour)).toBeNull()
})

test('how things were is noted once: an absence that goes on still counts from its beginning', async () => {
  await line('offline', minute)
  role = 'senior'
  await line('signed-out', hour)
  await line('offline', hour)
  expect(await line('online', minute)).toMatchObject({
    from: monday10,
    role: { from: 'agent', to: 'senior' },
  })
})

test('five minutes are an absence, less is none', async () => {
  await line('offline', minute)
  role = 'senior'
  expect(await line('online', 4 * minute)).toMatchObject({ role: { to: 'senior' } })
  await keeper.calls.seeAway({ to: now })
  state = { ...state, lastContactAt: now }
  await line('offline', minute)
  role = 'agent'
  expect(await line('online', 4 * minute - 1)).toBeNull()
})

test.each([
  ['that does not sync', { owner: false }],
  ['in which everything is taken anew', { phase: 'first-sync' }],
  ['that knows nothing yet', { cursor: null }],
] as const)('a window %s neither leaves nor comes back', async (_which, change) => {
  await line('offline', minute)
  role = 'senior'
  now += hour
  const before = state
  state = { ...state, phase: 'online', ...change }
  keeper.look()
  vi.advanceTimersByTime(1000)
  expect(await keeper.calls.away({})).toBeNull()
  state = before
  expect(await line('online', 0)).toMatchObject({ role: { to: 'senior' } })
})

test('of the tickets with news the one that was worked on last stands first, and a hundred are enough', async () => {
  const ids = Array.from({ length: 120 }, (_, n) => uuidOf(5000 + n))
  const at = (id: string): number => monday10 + minute * (1 + ids.indexOf(id))
  const report = {
    from: monday10,
    to: monday10 + 12 * hour,
    role: null,
    closedOn: [],
    openOn: [],
    inactive: [],
    tickets: ids.map((id) => ({ id, since: 1, moved: [] })),
  }
  await database.away.put({ key: 'report', report })
  timelineOf = (id) => [eventOf({ type: 'note.added', text: id }, at(id), 2, joris)]
  const away = await keeper.calls.away({})
  expect([away?.count, away?.tickets.length]).toEqual([120, 100])
  expect(away?.tickets.map(({ id }) => id).slice(0, 2)).toEqual([ids[119], ids[118]])
})

test('a deadline that moved by the office’s days is told although nobody wrote, one of the person’s own doing is not', async () => {
  const moved = (byOffice: boolean) => [{ name: 'response', from: 1, to: 2, byOffice } as const]
  const report = { from: 0, to: now, role: null, closedOn: [], openOn: [], inactive: [] }
  const withTicket = (byOffice: boolean) =>
    database.away.put({
      key: 'report',
      report: { ...report, tickets: [{ id: ticket.id, since: 1, moved: moved(byOffice) }] },
    })
  await withTicket(true)
  expect(await keeper.calls.away({})).toMatchObject({
    count: 1,
    tickets: [{ number: 1042, subject: ticket.subject, moved: [{ to: 2 }], events: [] }],
  })
  await withTicket(false)
  expect(await keeper.calls.away({})).toBeNull()
})

test('what a customer said and this person wrote down is not news to them', async () => {
  const mutationId = uuidOf(77)
  const event = (actor: typeof sanne | typeof customer, version: number, id: string | null) => ({
    ...eventOf({ type: 'note.added', text: actor.name }, monday10, version, actor),
    mutationId: id,
  })
  const report = { from: 0, to: now, role: null, closedOn: [], openOn: [], inactive: [] }
  await database.away.put({
    key: 'report',
    report: { ...report, tickets: [{ id: ticket.id, since: 1, moved: [] }] },
  })
  timeline = [
    event(customer, 2, mutationId),
    event(sanne, 3, mutationId),
    event(customer, 4, null),
    event(customer, 5, uuidOf(78)),
  ]
  expect((await keeper.calls.away({}))?.tickets[0]?.events.map(({ version }) => version)).toEqual([4, 5])
})

test('an absence of which nothing could be noted disturbs nothing', async () => {
  database.dexie.close()
  await keeper.begin()
  keeper.look()
  vi.advanceTimersByTime(1000)
  await expect(keeper.calls.away({})).rejects.toThrow()
})
