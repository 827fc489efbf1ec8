import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newEntry } from '../../../shared/sync/engine/outbox-entry'
import { openOutboxDatabase } from '../cache/outbox-database'
import type { OutboxDatabase } from '../cache/outbox-database'
import { createOutboxStore } from '../cache/outbox-store'
import { createKeptForms } from './kept-forms'
import type { KeptForms } from './kept-forms'

const place = { ticketId: randomUUID(), dialog: 'wait', copy: 0 } as const
const values = { reason: 'Pakbon' }

let database: OutboxDatabase
let forms: KeptForms
let closing: AbortController[]
/** One window more. The last one that was opened is closed first. */
function openWindow(): KeptForms {
  const window = new AbortController()
  closing.unshift(window)
  return createKeptForms(database, { name: 'test', written: () => undefined, signal: window.signal })
}
beforeEach(async () => {
  closing = []
  database = await openOutboxDatabase(randomUUID())
  forms = openWindow()
})
afterEach(() => {
  closing.forEach((window) => window.abort())
  database.dexie.close()
})

const standing = async () => (await database.forms.get([place.ticketId, place.dialog]))?.values ?? null

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
  expect(await standing()).toEqual(values)
  const id = randomUUID()
  await forms.sending(place, id)
  expect(await standing()).toEqual(values)
  await takeIn(id)
  expect(await standing()).toBeNull()
})

test('what was typed after an attempt that failed is not taken for what was sent', async () => {
  await forms.calls.saveForm({ ...place, values, updatedAt: 1000 })
  const id = randomUUID()
  await forms.sending(place, id)
  const later = { reason: 'Pakbon van maandag' }
  await forms.calls.saveForm({ ...place, values: later, updatedAt: 2000 })
  await takeIn(id)
  expect(await standing()).toEqual(later)
})

test('the same dialog in two windows: each keeps its own, and what was left is offered one after the other', async () => {
  const create = { ticketId: 'new', dialog: 'create' } as const
  const other = openWindow()
  const mine = await forms.calls.form(create)
  const theirs = await other.calls.form(create)
  expect([mine, theirs]).toEqual([
    { copy: 0, values: null },
    { copy: 1, values: null },
  ])
  const typed = (text: string) => ({ values: { text }, updatedAt: 1000 })
  await forms.calls.saveForm({ ...create, copy: 0, ...typed('Call A') })
  await other.calls.saveForm({ ...create, copy: 1, ...typed('Call B') })
  // Closed in the one, and killed in the other.
  await forms.calls.leaveForm({ ...create, copy: 0 })
  closing[0]?.abort()
  expect(await forms.calls.form(create)).toEqual({ copy: 0, values: { text: 'Call A' } })
  await forms.calls.saveForm({ ...create, copy: 0, values: null, updatedAt: 2000 })
  await forms.calls.leaveForm({ ...create, copy: 0 })
  expect(await forms.calls.form(create)).toEqual({ copy: 1, values: { text: 'Call B' } })
})

test('a dialog that is closed and opened at once holds what was typed last', async () => {
  const { copy } = await forms.calls.form(place)
  void forms.calls.saveForm({ ...place, copy, values, updatedAt: 1000 })
  void forms.calls.leaveForm({ ...place, copy })
  expect(await forms.calls.form(place)).toEqual({ copy: 0, values })
})

test('a dialog that was being opened when its author left is free for them when they come back', async () => {
  await forms.calls.saveForm({ ...place, values, updatedAt: 1000 })
  const opening = forms.calls.form(place)
  closing[0]?.abort()
  await opening
  expect(await openWindow().calls.form(place)).toEqual({ copy: 0, values })
})

test('other windows hear that a dialog was written in, and each of two people has their own place', async () => {
  const written: string[] = []
  const window = new AbortController()
  closing.push(window)
  const ports = { written: (id: string) => written.push(id), signal: window.signal }
  const [sanne, joris] = [
    createKeptForms(database, { ...ports, name: 'sanne' }),
    createKeptForms(database, { ...ports, name: 'joris' }),
  ]
  await sanne.calls.saveForm({ ...place, values, updatedAt: 1000 })
  await sanne.calls.saveForm({ ...place, values: null, updatedAt: 1000 })
  expect(written).toEqual([place.ticketId, place.ticketId])
  expect(await sanne.calls.form(place)).toMatchObject({ copy: 0 })
  expect(await joris.calls.form(place)).toMatchObject({ copy: 0 })
})

test('a copy of a dialog is that dialog’s alone, and the one that was left first is offered first', async () => {
  const at = (dialog: string, reason: string) => ({
    ticketId: place.ticketId,
    dialog,
    values: { reason },
    updatedAt: 1,
  })
  await database.forms.bulkPut([
    at('wait 10', 'tenth'),
    at('wait 2', 'second'),
    at('wait -5', 'put back'),
    at('waiter', 'another dialog'),
    { ...at('wait', 'of another ticket'), ticketId: randomUUID() },
  ])
  const opened = async () => (await forms.calls.form(place)).values?.reason
  expect([await opened(), await opened(), await opened(), await opened()]).toEqual([
    'put back',
    'second',
    'tenth',
    undefined,
  ])
})

test('a dialog whose sending could not be noted is sent all the same', async () => {
  database.dexie.close()
  await forms.sending(place, randomUUID())
})
