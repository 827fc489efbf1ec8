import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { agreement20230224, calendarOf } from '../../../shared/sla/agreement'
import { monday10, mutationOf, ticketId } from '../../../shared/tickets/example'
import { openOutboxDatabase } from '../cache/outbox-database'
import type { OutboxDatabase } from '../cache/outbox-database'
import { createDrafts } from './drafts'
import { createKeptForms } from './kept-forms'
import { createPutBack } from './put-back'

let database: OutboxDatabase
const closing = new AbortController()
beforeEach(async () => {
  database = await openOutboxDatabase(randomUUID())
})
afterEach(() => {
  vi.restoreAllMocks()
  database.dexie.close()
})

const drafts = () => createDrafts(database, { isSent: () => false, written: () => undefined })
const putBack = (mutations: Parameters<ReturnType<typeof createPutBack>>[0]): Promise<void> =>
  createPutBack(database, {
    drafts: drafts(),
    files: { describe: () => Promise.resolve([]) },
    zone: () => calendarOf(agreement20230224).zone,
  })(mutations)

test('of several notes that are taken back together the first written stands on top', async () => {
  await putBack(['First.', 'Second.', 'Third.'].map((text) => mutationOf('note.add', { text })))
  const [draft] = await drafts().calls.drafts({ ticketId })
  expect(draft?.text).toBe('First.\n\nSecond.\n\nThird.')
})

test('what was written in one dialog several times stands in a copy each, the first written first', async () => {
  // A quick disk: all of it is put back within one millisecond.
  vi.spyOn(Date, 'now').mockReturnValue(monday10)
  const solve = (resolution: string) =>
    mutationOf('ticket.solve', { resolution, occurredAt: monday10, anyway: false })
  await putBack([
    solve('Restarted it.'),
    mutationOf('ticket.reopen', { reason: 'Again.' }),
    solve('Replaced it.'),
  ])
  const forms = createKeptForms(database, { name: 'a', written: () => undefined, signal: closing.signal })
  const opened = async () => (await forms.calls.form({ ticketId, dialog: 'solve' })).values?.resolution
  expect([await opened(), await opened(), await opened()]).toEqual([
    'Restarted it.',
    'Replaced it.',
    undefined,
  ])
})
