import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newEntry } from '../../../shared/sync/engine/outbox-entry'
import { openOutboxDatabase } from '../cache/outbox-database'
import type { OutboxDatabase } from '../cache/outbox-database'
import { createOutboxStore } from '../cache/outbox-store'
import { createKeptForms } from './kept-forms'
import type { KeptForms } from './kept-forms'

const place = { ticketId: randomUUID(), dialog: 'wait' } as const
const values = { reason: 'Pakbon' }

let database: OutboxDatabase
let forms: KeptForms
beforeEach(async () => {
  database = await openOutboxDatabase(randomUUID())
  forms = createKeptForms(database)
})
afterEach(() => database.dexie.close())

/** As when it is written, and as when it is found in the journal after a crash. */
const takeIn = (id: string) => {
  const seen = { version: 1, customerMessages: 0, publicReplies: 0 }
  const { ticketId } = place
  const mutation = { id, type: 'wait.start', v: 1, ticketId, args: values, seen, after: [], writtenAt: 1500 }
  return createOutboxStore(database).write({ add: [newEntry(mutation, null, null)] })
}

test('a dialog goes when the outbox takes in what it was sent as, and not with other work of its kind', async () => {
  await forms.calls.saveForm({ ...place, values, updatedAt: 1000 })
  await takeIn(randomUUID())
  expect(await forms.calls.form(place)).toEqual(values)
  const id = randomUUID()
  await forms.sending(place, id)
  expect(await forms.calls.form(place)).toEqual(values)
  await takeIn(id)
  expect(await forms.calls.form(place)).toBeNull()
})

test('what was typed after an attempt that failed is not taken for what was sent', async () => {
  await forms.calls.saveForm({ ...place, values, updatedAt: 1000 })
  const id = randomUUID()
  await forms.sending(place, id)
  const later = { reason: 'Pakbon van maandag' }
  await forms.calls.saveForm({ ...place, values: later, updatedAt: 2000 })
  await takeIn(id)
  expect(await forms.calls.form(place)).toEqual(later)
})
