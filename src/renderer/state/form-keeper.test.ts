import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openOutboxDatabase } from '../data/cache/outbox-database'
import type { OutboxDatabase } from '../data/cache/outbox-database'
import { createDrafts } from '../data/workspace/drafts'
import { createKeptForms } from '../data/workspace/kept-forms'
import type { KeptForms } from '../data/workspace/kept-forms'
import { createFormKeeper } from './form-keeper'

const place = { ticketId: randomUUID(), dialog: 'wait', copy: 0 } as const
const first = { kind: 'key-user', reason: '', when: '' }

let database: OutboxDatabase
let forms: KeptForms
beforeEach(async () => {
  database = await openOutboxDatabase(randomUUID())
  forms = createKeptForms(database, {
    name: 'test',
    written: () => undefined,
    signal: new AbortController().signal,
  })
})
afterEach(() => database.dexie.close())

const stored = async () => (await database.forms.get([place.ticketId, place.dialog]))?.values ?? null
const open = async () => createFormKeeper(place, { first, kept: await stored() }, forms.calls)

test('what was typed is on the disk a moment later, and stands there when the dialog is opened again', async () => {
  const keeper = await open()
  keeper.write({ reason: 'Pakbon' })
  await vi.waitFor(async () => expect(await stored()).toEqual({ ...first, reason: 'Pakbon' }))
  const again = await open()
  expect(again.state()).toEqual({
    values: { ...first, reason: 'Pakbon' },
    isChanged: true,
    isRestored: true,
    isKept: true,
  })
})

test('leaving at once keeps the last letters', async () => {
  const keeper = await open()
  keeper.write({ reason: 'Pak' })
  keeper.write({ reason: 'Pakbon' })
  void keeper.flush()
  await vi.waitFor(async () => expect(await stored()).toMatchObject({ reason: 'Pakbon' }))
})

test('what was sent, discarded, or emptied again is not kept, also not by leaving after it', async () => {
  for (const end of ['sent', 'discard', 'empty'] as const) {
    const keeper = await open()
    keeper.write({ reason: 'Pakbon' })
    void keeper.flush()
    await vi.waitFor(async () => expect(await stored()).not.toBeNull())
    if (end === 'empty') keeper.write({ reason: '' })
    else keeper[end]()
    void keeper.flush()
    await vi.waitFor(async () => expect(await stored()).toBeNull())
    expect((await open()).state()).toEqual({
      values: first,
      isChanged: false,
      isRestored: false,
      isKept: true,
    })
  }
})

test('what another version kept is taken over as far as this dialog has it', async () => {
  await forms.calls.saveForm({
    ...place,
    values: { reason: 'Pakbon', approver: 'Jan', when: 7 as unknown as string },
    updatedAt: 1,
  })
  expect((await open()).state().values).toEqual({ kind: 'key-user', reason: 'Pakbon', when: '' })
})

test('a draft that could not be saved is tried again when the dialog is left', async () => {
  let broken = true
  const keeper = createFormKeeper(
    place,
    { first, kept: null },
    {
      saveForm: (args) =>
        broken ? Promise.reject(new Error('the disk is full')) : forms.calls.saveForm(args),
    },
  )
  keeper.write({ reason: 'Pakbon' })
  void keeper.flush()
  // The dialog says so meanwhile.
  await vi.waitFor(() => expect(keeper.state().isKept).toBe(false))
  broken = false
  void keeper.flush()
  await vi.waitFor(async () => expect(await stored()).toMatchObject({ reason: 'Pakbon' }))
  await vi.waitFor(() => expect(keeper.state().isKept).toBe(true))
})

test('each dialog and each ticket has its own', async () => {
  const keeper = await open()
  keeper.write({ reason: 'Pakbon' })
  void keeper.flush()
  await vi.waitFor(async () => expect(await stored()).not.toBeNull())
  const nothing = { copy: 0, values: null }
  expect(await forms.calls.form({ ...place, dialog: 'solve' })).toEqual(nothing)
  expect(await forms.calls.form({ ...place, ticketId: randomUUID() })).toEqual(nothing)
  // Nor is it a reply or a note.
  const drafts = createDrafts(database, { isSent: () => false, written: () => undefined })
  expect(await drafts.calls.drafts({ ticketId: place.ticketId })).toEqual([])
})

test('a dialog that says less than before forgets the former words, and one that says the same as a fresh one is none', async () => {
  const told: boolean[] = []
  const keeper = await open()
  const stop = keeper.listen(() => told.push(keeper.state().isChanged))
  keeper.write({ reason: 'Pakbon' })
  keeper.write({ kind: 'external' })
  keeper.write({ reason: '', kind: 'key-user' })
  expect(told).toEqual([true, true, false])
  stop()
  keeper.write({ reason: 'x' })
  expect(told).toHaveLength(3)
})

test('many letters are one write, and none is lost that comes while another is being saved', async () => {
  const saves: unknown[] = []
  const ends: (() => void)[] = []
  const keeper = createFormKeeper(
    place,
    { first, kept: null },
    {
      saveForm: ({ values }) =>
        new Promise((resolve) => {
          saves.push(values?.reason)
          ends.push(resolve)
        }),
    },
  )
  for (const reason of ['P', 'Pa', 'Pak']) keeper.write({ reason })
  await vi.waitFor(() => expect(saves).toEqual(['Pak']))
  keeper.write({ reason: 'Pakbon' })
  let isSaved = false
  const flushed = keeper.flush().then(() => (isSaved = true))
  expect(saves).toEqual(['Pak', 'Pakbon'])
  ends[0]?.()
  await Promise.resolve()
  expect(isSaved).toBe(false)
  ends[1]?.()
  await flushed
  // Nothing is left to be saved.
  await keeper.flush()
  expect(saves).toHaveLength(2)
})
