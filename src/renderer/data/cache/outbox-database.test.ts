import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import { openOutboxDatabase } from './outbox-database'

afterEach(() => vi.unstubAllGlobals())

test('what waits to be sent lies in a bucket of its own that is never cleared, and every write reaches the disk', async () => {
  const buckets: unknown[] = []
  vi.stubGlobal('navigator', {
    storageBuckets: {
      open: (name: string, options: object) => {
        buckets.push({ name, ...options })
        return Promise.resolve({ indexedDB })
      },
    },
  })
  const durabilities: unknown[] = []
  const transaction = IDBDatabase.prototype.transaction
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    if (args[1] === 'readwrite') durabilities.push(args[2]?.durability)
    return transaction.apply(this, args)
  })
  const { dexie, drafts } = await openOutboxDatabase('tijdig-outbox-test')
  await drafts.put({ ticketId: 'a', kind: 'note', text: 'x', updatedAt: 1 })
  dexie.close()
  expect(buckets).toEqual([{ name: 'outbox', durability: 'strict', persisted: true }])
  expect(durabilities.length).toBeGreaterThan(0)
  expect(new Set(durabilities)).toEqual(new Set(['strict']))
})

test('a database that the browser closed, and that does not open on a full disk, opens again when there is room', async () => {
  const { dexie, drafts } = await openOutboxDatabase('tijdig-outbox-full-disk')
  const draft = { ticketId: 'a', kind: 'note', text: 'x', updatedAt: 1 } as const
  await drafts.put(draft)
  const full = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('Internal error opening backing store', 'UnknownError')
  })
  // As the browser does it.
  dexie.close({ disableAutoOpen: false })
  await expect(drafts.put({ ...draft, text: 'y' })).rejects.toThrow('backing store')
  await new Promise((resolve) => setTimeout(resolve, 10))
  await expect(drafts.put({ ...draft, text: 'y' })).rejects.toThrow('backing store')
  await new Promise((resolve) => setTimeout(resolve, 10))
  full.mockRestore()
  await drafts.put({ ...draft, text: 'y' })
  expect(await drafts.get(['a', 'note'])).toMatchObject({ text: 'y' })
  dexie.close()
  await expect(drafts.get(['a', 'note'])).rejects.toThrow()
})
