import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newEntry } from '../../../shared/sync/engine/outbox-entry'
import { mutationOf } from '../../../shared/tickets/example'
import { openOutboxDatabase } from './outbox-database'
import type { OutboxDatabase } from './outbox-database'
import { createOutboxStore } from './outbox-store'

let database: OutboxDatabase
beforeEach(async () => {
  database = await openOutboxDatabase(randomUUID())
})
afterEach(() => database.dexie.close())

const fresh = (text: string) => newEntry(mutationOf('note.add', { text }), null, null)
const [a, b, c] = [fresh('a'), fresh('b'), fresh('c')]
const idOf = (entry: typeof a): string => entry.mutation.id
const all = async () =>
  (await createOutboxStore(database).all()).map(({ mutation, state }) => [
    (mutation.args as { text: string }).text,
    state,
  ])

test('work stands in the order of its writing, also after a restart, and each has its own place', async () => {
  const store = createOutboxStore(database)
  const added = await store.write({ add: [c, a] })
  expect(added.map(({ mutation, order }) => [mutation.id, order])).toEqual([
    [idOf(c), 1],
    [idOf(a), 2],
  ])
  await store.write({ remove: [idOf(a)] })
  // A place is never given twice: what was sent from it may still be answered.
  expect(await store.write({ add: [b] })).toMatchObject([{ order: 3 }])
  expect(await all()).toEqual([
    ['c', 'waiting'],
    ['b', 'waiting'],
  ])
})

test('work that is there already stays as it is: what the journal gives back undoes no decision', async () => {
  const store = createOutboxStore(database)
  await store.write({ add: [a] })
  await store.write({ patch: [{ id: idOf(a), change: { state: 'held' } }] })
  expect(await store.write({ add: [a, b] })).toMatchObject([{ mutation: { id: idOf(b) } }])
  expect(await all()).toEqual([
    ['a', 'held'],
    ['b', 'waiting'],
  ])
})

test('a change is of that work alone, and of none that is gone', async () => {
  const store = createOutboxStore(database)
  await store.write({ add: [a, b] })
  await store.write({
    patch: [
      { id: idOf(b), change: { state: 'acknowledged', changed: false } },
      { id: idOf(c), change: { state: 'held' } },
    ],
    remove: [idOf(c)],
  })
  expect(await all()).toEqual([
    ['a', 'waiting'],
    ['b', 'acknowledged'],
  ])
})

test('work that is taken back together is put back as a whole, in its order, or not at all', async () => {
  const put: string[][] = []
  const store = createOutboxStore(database, (mutations) => {
    put.push(mutations.map(({ args }) => (args as { text: string }).text))
    return Promise.resolve()
  })
  // Written in another order than that of their ids.
  await store.write({ add: [c, b, a] })
  const drop = (...ids: readonly string[]) => ids.map((id) => ({ id, change: { state: 'dropped' } as const }))
  const isWaiting = (entry: { readonly state: string } | undefined): boolean => entry?.state === 'waiting'
  await store.write({ patch: [{ id: idOf(b), change: { state: 'acknowledged' } }] })
  expect(await store.writeIf(drop(idOf(a), idOf(b)), isWaiting, true)).toBe(false)
  expect(await store.writeIf(drop(idOf(a), randomUUID()), isWaiting, true)).toBe(false)
  expect([put, (await all()).map(([, state]) => state)]).toEqual([[], ['waiting', 'acknowledged', 'waiting']])
  expect(await store.writeIf(drop(idOf(a), idOf(c)), isWaiting, true)).toBe(true)
  expect([put, (await all()).map(([, state]) => state)]).toEqual([
    [['c', 'a']],
    ['dropped', 'acknowledged', 'dropped'],
  ])
  expect(await store.writeIf(drop(idOf(b)), () => true)).toBe(true)
  expect(put).toHaveLength(1)
})

test('work whose words could not be put back is still to be sent', async () => {
  const store = createOutboxStore(database, () => Promise.reject(new Error('the disk is full')))
  await store.write({ add: [a] })
  const patch = [{ id: idOf(a), change: { state: 'dropped' } as const }]
  await expect(store.writeIf(patch, () => true, true)).rejects.toThrow('full')
  expect(await all()).toEqual([['a', 'waiting']])
})
