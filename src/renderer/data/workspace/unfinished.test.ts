import { randomUUID } from 'node:crypto'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openOutboxDatabase } from '../cache/outbox-database'
import type { OutboxDatabase } from '../cache/outbox-database'
import type { QueueEntry } from '../queue/queue-entry'
import { createUnfinished } from './unfinished'
import type { Unfinished } from './unfinished'

const [replied, solved, asked] = [randomUUID(), randomUUID(), randomUUID()]
let database: OutboxDatabase
let unfinished: Unfinished
let tickets: ReadonlyMap<string, QueueEntry>
let marked: (readonly string[])[]
let waiting: PromiseWithResolvers<void>
const closing = new AbortController()

beforeEach(async () => {
  database = await openOutboxDatabase(randomUUID())
  marked = []
  tickets = new Map()
  waiting = Promise.withResolvers()
  unfinished = createUnfinished(database, {
    isSent: ({ text }) => text === 'sent',
    find: (id) => tickets.get(id),
    marked: (tickets) => {
      marked.push(tickets.toSorted())
      waiting.resolve()
    },
    signal: closing.signal,
  })
})
afterEach(() => database.dexie.close())

/** What was written is noticed a moment later. */
async function noticed(): Promise<void> {
  unfinished.changed()
  await waiting.promise
  waiting = Promise.withResolvers()
}

test('what was begun is listed, the latest first, without what was sent and what a person sets for themselves', async () => {
  await database.drafts.bulkPut([
    { ticketId: replied, kind: 'reply', text: 'Beste Piet', updatedAt: 1 },
    { ticketId: asked, kind: 'note', text: 'sent', updatedAt: 5 },
  ])
  await database.forms.bulkPut([
    { ticketId: solved, dialog: 'close -3', values: { reason: 'spam', note: 'Reclame' }, updatedAt: 3 },
    { ticketId: solved, dialog: 'solve 1', values: { resolution: 'Hersteld', when: '' }, updatedAt: 2 },
    { ticketId: 'new', dialog: 'create', values: { customerId: randomUUID(), text: '' }, updatedAt: 4 },
    { ticketId: 'settings', dialog: 'absence', values: { until: 'morgen' }, updatedAt: 6 },
  ])
  const list = await unfinished.calls.unfinished({})
  expect(list.map(({ ticketId, kind, text }) => [ticketId, kind, text])).toEqual([
    [null, 'create', ''],
    [solved, 'close', 'Reclame'],
    [solved, 'solve', 'Hersteld'],
    [replied, 'reply', 'Beste Piet'],
  ])
})

test('a ticket is marked from the first letter on, until nothing of it is left', async () => {
  await database.drafts.put({ ticketId: replied, kind: 'reply', text: 'B', updatedAt: 1 })
  await noticed()
  expect([unfinished.has(replied), unfinished.has(solved)]).toEqual([true, false])
  await database.drafts.delete([replied, 'reply'])
  await database.forms.put({ ticketId: solved, dialog: 'solve', values: { resolution: 'H' }, updatedAt: 2 })
  await noticed()
  expect([unfinished.has(replied), unfinished.has(solved)]).toEqual([false, true])
  expect(marked).toEqual([[replied], [replied, solved].toSorted()])
})

test('each is listed with its ticket, by the words that tell most, and by none where there are none', async () => {
  tickets = new Map([[replied, { number: 7, subject: 'Printer' } as QueueEntry]])
  const form = (dialog: string, values: Record<string, string | null>, updatedAt: number) => ({
    ticketId: replied,
    dialog,
    values,
    updatedAt,
  })
  await database.forms.bulkPut([
    form('wait', { reason: 'Which one?', note: 'Called' }, 9),
    form('contact', { channel: 'telephone', note: 'Called' }, 8),
    form('recording', { url: 'https://v.nl', title: ' ', note: '' }, 7),
    form('close', { reason: 'spam', note: ' ' }, 6),
    form('subject', { text: 'Printer is silent', over: 'Printer' }, 5),
    form('lead-aim', { text: '60' }, 4),
  ])
  await database.drafts.put({ ticketId: asked, kind: 'note', text: 'Elsewhere', updatedAt: 3 })
  expect(
    (await unfinished.calls.unfinished({})).map((each) => [each.kind, each.text, each.ticketNumber]),
  ).toEqual([
    ['wait', 'Which one?', 7],
    ['contact', 'Called', 7],
    ['recording', 'https://v.nl', 7],
    ['close', '', 7],
    ['subject', 'Printer is silent', 7],
    ['note', 'Elsewhere', null],
  ])
  expect((await unfinished.calls.unfinished({}))[0]).toMatchObject({ ticketSubject: 'Printer', updatedAt: 9 })
})

test('a second piece on the same ticket is told too: the count beside it is another', async () => {
  await database.drafts.put({ ticketId: replied, kind: 'reply', text: 'B', updatedAt: 1 })
  await noticed()
  await database.drafts.put({ ticketId: replied, kind: 'note', text: 'N', updatedAt: 2 })
  await noticed()
  await database.forms.put({ ticketId: 'new', dialog: 'create', values: { text: 'x' }, updatedAt: 3 })
  await noticed()
  expect(marked).toEqual([[replied], [], []])
  expect([unfinished.has(replied), unfinished.has('new')]).toEqual([true, false])
})
