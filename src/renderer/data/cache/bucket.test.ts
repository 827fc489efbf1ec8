import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openInBucket } from './bucket'

const settings = { name: 'outbox', durability: 'strict', persisted: true } as const

/** Buckets of a browser: what became of each, and which fail. */
let opened: string[]
let deleted: string[]
let fails: (name: string, times: number) => boolean
let factories: Map<string, IDBFactory>
beforeEach(() => {
  opened = []
  deleted = []
  fails = () => false
  factories = new Map()
  vi.stubGlobal('navigator', {
    storageBuckets: {
      open(name: string) {
        opened.push(name)
        if (fails(name, opened.filter((each) => each === name).length))
          return Promise.reject(new DOMException('x', 'UnknownError'))
        const indexedDB = factories.get(name) ?? new IDBFactory()
        factories.set(name, indexedDB)
        return Promise.resolve({ indexedDB })
      },
      delete(name: string) {
        deleted.push(name)
        factories.delete(name)
        return Promise.resolve()
      },
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

const open = () => openInBucket(settings, (factory) => Promise.resolve(factory))

test('what lies in its own bucket is found there, and nothing is thrown away', async () => {
  const first = await open()
  expect(await open()).toBe(first)
  expect([opened, deleted]).toEqual([['outbox', 'outbox'], []])
})

test('a bucket that does not open for a moment is tried again, and kept', async () => {
  fails = (_name, times) => times === 1
  expect(await open()).not.toBeNull()
  expect([opened, deleted]).toEqual([['outbox', 'outbox'], []])
})

test('a damaged bucket is begun afresh, so that the app opens again', async () => {
  fails = (name) => name === 'outbox' && !deleted.includes('outbox')
  expect(await open()).not.toBeNull()
  // The one that was made to try is gone too.
  expect(deleted.toSorted()).toEqual(['outbox', 'outbox-probe'])
})

test('on a full disk nothing is thrown away: what waits to be sent is there when there is room again', async () => {
  fails = () => true
  await expect(open()).rejects.toThrow()
  expect(deleted).toEqual(['outbox-probe'])
})

test('where a bucket can be made and takes no row, the disk is full as well', async () => {
  fails = (name) => name === 'outbox'
  factories.set('outbox-probe', {
    open: () => {
      const request = { error: new DOMException('x', 'QuotaExceededError'), onerror: () => undefined }
      setTimeout(() => request.onerror())
      return request
    },
  } as unknown as IDBFactory)
  await expect(open()).rejects.toThrow()
  expect(deleted).toEqual(['outbox-probe'])
})

test('a database that does not open in a sound bucket is tried three times', async () => {
  let times = 0
  const opening = openInBucket(settings, () => {
    times += 1
    return times < 3 ? Promise.reject(new Error('x')) : Promise.resolve('there')
  })
  expect(await opening).toBe('there')
  expect([times, deleted]).toEqual([3, ['outbox-probe', 'outbox']])
})

test('a browser without buckets has one storage for all', async () => {
  vi.stubGlobal('navigator', {})
  expect(await open()).toBeNull()
  await expect(openInBucket(settings, () => Promise.reject(new Error('x')))).rejects.toThrow('x')
})
