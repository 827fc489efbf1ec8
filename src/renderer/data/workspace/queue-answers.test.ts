import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { agreement20230224, calendarOf } from '../../../shared/sla/agreement'
import { eventOf, hour, joris, monday10, received, sanne, uuidOf } from '../../../shared/tickets/example'
import type { TicketFields } from '../../../shared/tickets/fields'
import type { ReferenceData } from '../../../shared/sync/engine/ports'
import { plainQuery } from '../protocol'
import type { QueueQuery, QueueRow, WorkerNotices } from '../protocol'
import { noWork, toQueueEntry } from '../queue/queue-entry'
import { createQueueModel } from '../queue/queue-model'
import type { QueueModel } from '../queue/queue-model'
import { createQueueAnswers } from './queue-answers'
import type { QueueAnswers } from './queue-answers'

const rules = { agreement: agreement20230224, calendar: calendarOf(agreement20230224) }
const reference = {
  customers: [{ id: uuidOf(50), name: 'Van Dijk' }],
  agents: [
    { id: joris.id, name: 'Joris', teamId: uuidOf(61) },
    { id: sanne.id, name: 'Sanne', teamId: uuidOf(60) },
  ],
  office: { name: '', demo: false, staffDays: [], teams: [] },
} as unknown as ReferenceData
const all: QueueQuery = { ...plainQuery, view: 'all', sort: 'newest' }

let model: QueueModel
let told: (WorkerNotices['queueChanged']['tickets'] | undefined)[]
let begun: Set<string>
let found: ((row: number) => boolean) | null
let leaving: AbortController
let isReferenceThere: boolean
let answers: QueueAnswers
beforeEach(() => {
  vi.useFakeTimers({ now: monday10 })
  model = createQueueModel()
  told = []
  begun = new Set()
  isReferenceThere = true
  found = null
  leaving = new AbortController()
  const pending = eventOf({ type: 'note.added', text: 'Mine' }, monday10, 2)
  answers = createQueueAnswers({
    model,
    queue: {
      reference: () => (isReferenceThere ? reference : null),
      fold: (id: string) =>
        Promise.resolve({
          ticket: model.get(id) ? received() : null,
          confirmed: [eventOf({ type: 'note.added', text: 'Theirs' }, monday10, 1)],
          pending: [{ ...pending, mutationId: uuidOf(7) }],
        }),
    } as never,
    search: { find: (query: string) => (query === '' ? null : found) } as never,
    agentId: sanne.id,
    now: () => Date.now(),
    notify: (name, body) => {
      if (name === 'queueChanged') told.push((body as WorkerNotices['queueChanged']).tickets)
    },
    withFiles: (events) =>
      Promise.resolve(events.map((event) => ({ ...event, text: 'with files' }) as never)),
    isBegun: (id) => begun.has(id),
    isUnsent: (id) => id === uuidOf(7),
    signal: leaving.signal,
  })
})
afterEach(() => {
  leaving.abort()
  vi.useRealTimers()
})

function put(n: number, fields: Partial<TicketFields> = {}, createdAt = monday10 + n): void {
  const ticket = { ...received(fields), id: uuidOf(200 + n), number: n, createdAt }
  model.put([toQueueEntry(ticket, rules, noWork, monday10)])
}
const ask = (more: Partial<Parameters<QueueAnswers['calls']['queue']>[0]> = {}) =>
  answers.calls.queue({ query: all, from: 0, to: 10, ...more })
const idsOf = (rows: readonly QueueRow[]): readonly (number | null)[] => rows.map(({ number }) => number)

test('rows say who and for whom, and what was begun on them', async () => {
  put(1, { assigneeId: joris.id })
  put(2, { customerId: uuidOf(51) })
  begun.add(uuidOf(201))
  expect((await ask()).rows).toMatchObject([
    { number: 2, customerName: '', assigneeName: null, begun: false },
    { number: 1, customerName: 'Van Dijk', assigneeName: 'Joris', begun: true },
  ])
})

test('a part of the list is as asked, and a ticket’s place is in the whole of it', async () => {
  for (let n = 1; n <= 6; n++) put(n)
  const part = await ask({ from: 2, to: 4, find: uuidOf(201) })
  expect([part.total, part.from, part.foundAt, idsOf(part.rows)]).toEqual([6, 2, 5, [4, 3]])
  expect(await ask({ from: -3, to: 1, find: uuidOf(999) })).toMatchObject({
    foundAt: null,
    rows: [{ number: 6 }],
  })
  expect(await ask({ find: null })).toMatchObject({ foundAt: null })
})

test('every order is sorted before somebody asks for it, unless its person left', async () => {
  put(1)
  answers.loaded()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(model.prepare()).toBe(false)
  model.clear()
  answers.loaded()
  leaving.abort()
  answers.loaded()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(model.prepare()).toBe(true)
})

test('before customers and colleagues are known, rows come without their names', async () => {
  isReferenceThere = false
  put(1, { assigneeId: sanne.id, teamId: uuidOf(60) })
  expect((await ask()).rows).toMatchObject([{ customerName: '', assigneeName: null }])
  expect(await answers.calls.counts({})).toMatchObject({ mine: 1, team: 0 })
})

test('mine and my team are those of whoever asks', async () => {
  put(1, { assigneeId: sanne.id })
  put(2, { assigneeId: joris.id })
  put(3, { teamId: uuidOf(60) })
  put(4, { teamId: uuidOf(61) })
  expect(idsOf((await ask({ query: { ...all, view: 'mine' } })).rows)).toEqual([1])
  expect(idsOf((await ask({ query: { ...all, view: 'team' } })).rows)).toEqual([3])
  expect(await answers.calls.counts({})).toMatchObject({ mine: 1, team: 1, all: 4 })
})

test('a list that was asked for before shows what changed, once that is told', async () => {
  put(1)
  expect((await ask()).total).toBe(1)
  put(2)
  answers.changed([uuidOf(202)])
  expect(told).toEqual([[uuidOf(202)]])
  expect((await ask()).total).toBe(2)
  expect((await ask({ query: { ...all, customerId: uuidOf(51) } })).total).toBe(0)
})

test('what becomes at risk and missed while nobody does anything is told at that moment, and is in its view', async () => {
  // Received at ten, due at two: at risk from one o'clock on.
  put(1)
  answers.loaded()
  told.length = 0
  const atRisk = { query: { ...all, view: 'at-risk' } as const }
  const missed = { query: { ...all, view: 'missed' } as const }
  expect((await ask(atRisk)).total).toBe(0)
  await vi.advanceTimersByTimeAsync(3 * hour - 1)
  expect([told, (await ask(atRisk)).total]).toEqual([[], 0])
  await vi.advanceTimersByTimeAsync(1)
  expect(told).toEqual(['all'])
  expect((await ask(atRisk)).total).toBe(1)
  await vi.advanceTimersByTimeAsync(hour)
  expect((await ask(missed)).total).toBe(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(told).toEqual(['all', 'all'])
  expect((await ask(missed)).total).toBe(1)
  expect((await ask(atRisk)).total).toBe(0)
})

test('a list that was asked for a moment before a deadline is not given again after it, though no timer ran', async () => {
  put(1)
  const missed = { query: { ...all, view: 'missed' } as const }
  expect((await ask(missed)).total).toBe(0)
  const atRisk = { query: { ...all, view: 'at-risk' } as const }
  expect((await ask(atRisk)).total).toBe(0)
  // The machine slept: timers stood still.
  vi.setSystemTime(monday10 + 3 * hour)
  expect((await ask(atRisk)).total).toBe(1)
  expect((await ask(missed)).total).toBe(0)
  vi.setSystemTime(monday10 + 5 * hour)
  expect((await ask(missed)).total).toBe(1)
})

test('a ticket that comes later has its own moment, though an earlier one was waited for', async () => {
  put(1)
  answers.loaded()
  model.put([
    { ...model.get(uuidOf(201)), id: uuidOf(300), riskAt: monday10 + 60_000, missAt: Infinity } as never,
  ])
  answers.changed([uuidOf(300)])
  told.length = 0
  await vi.advanceTimersByTimeAsync(60_000)
  expect(told).toEqual(['all'])
})

test('once its person left, no moment is told any more', async () => {
  put(1)
  answers.loaded()
  told.length = 0
  leaving.abort()
  await vi.advanceTimersByTimeAsync(10 * hour)
  answers.changed([])
  await vi.advanceTimersByTimeAsync(10 * hour)
  expect(told).toEqual([[]])
})

test('texts that can be found only now are looked for again, where somebody searches', async () => {
  put(1)
  const search = { query: { ...all, search: 'invoice' } }
  found = () => false
  expect((await ask(search)).total).toBe(0)
  found = () => true
  answers.searchable()
  expect(told).toEqual([[]])
  expect((await ask(search)).total).toBe(1)
  await ask()
  answers.searchable()
  expect(told).toEqual([[]])
})

test('own work on a ticket is told apart from what the server has, with its files and whether it left', async () => {
  put(7)
  const view = await answers.calls.ticket({ id: uuidOf(207) })
  expect(view?.events).toMatchObject([
    { event: { text: 'Theirs' }, pending: false },
    { event: { text: 'with files' }, pending: true, unsent: true },
  ])
  expect((await answers.calls.ticketByNumber({ number: 7 }))?.events).toHaveLength(2)
  expect(await answers.calls.ticketByNumber({ number: 8 })).toBeNull()
  expect(await answers.calls.ticket({ id: uuidOf(999) })).toBeNull()
})

test('the first figures name the next deadline that is still to come', async () => {
  expect(answers.openingFigures()).toEqual({ tickets: 0, runningClocks: 0, nextDeadline: null })
  put(1)
  put(2)
  model.put([{ ...model.get(uuidOf(202)), id: uuidOf(300), clock: { due: monday10 - 1 } } as never])
  expect(answers.openingFigures()).toEqual({
    tickets: 3,
    runningClocks: 3,
    nextDeadline: monday10 + 4 * hour,
  })
})

test('the tickets of a view come in its order, without a list on screen being forgotten', () => {
  put(1, { assigneeId: sanne.id })
  put(2, { assigneeId: sanne.id })
  put(3)
  expect(answers.tickets({ ...all, view: 'mine' }).map(({ number }) => number)).toEqual([2, 1])
})
