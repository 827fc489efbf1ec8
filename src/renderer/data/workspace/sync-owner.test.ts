import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SyncEngine } from '../../../shared/sync/engine/engine-types'
import { createSyncOwner } from './sync-owner'
import { workerWorld } from './sync-driver'

let steps: string[]
let isJournalThere: boolean
let prepared: PromiseWithResolvers<void>
const leaving = new AbortController()
beforeEach(() => {
  vi.useFakeTimers()
  steps = []
  isJournalThere = true
  prepared = Promise.withResolvers()
})
afterEach(() => vi.useRealTimers())

const worker = (name: string) => ({
  step: () => Promise.resolve(void steps.push(name)),
  wakeAt: () => (steps.includes(name) ? null : 0),
})
const open = () =>
  createSyncOwner({
    engine: {
      ...worker('asks the server'),
      uploads: worker('uploads'),
      own: () => (isJournalThere ? Promise.resolve() : Promise.reject(new Error('no journal'))),
      state: () => ({ phase: 'offline', owner: true }),
      wake: () => undefined,
    } as unknown as SyncEngine,
    world: { ...workerWorld, followLive: () => ({ stop: () => undefined, retry: () => undefined }) },
    sweep: () => Promise.resolve(),
    prepared: () => {
      steps.push('prepares')
      return prepared.promise
    },
    owned: (isJournalRead) => steps.push(isJournalRead ? 'owns' : 'cannot own'),
    failed: (error) => {
      throw error
    },
    signal: leaving.signal,
  })

test('the server is asked for nothing before what must precede it is done', async () => {
  const sync = open()
  const owning = sync.own()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(steps).toEqual(['prepares'])
  expect(sync.wake()).toBe(false)
  prepared.resolve()
  await owning
  await vi.advanceTimersByTimeAsync(1)
  expect(steps.slice(0, 2)).toEqual(['prepares', 'owns'])
  expect(steps).toContain('asks the server')
  expect(sync.wake()).toBe(true)
})

test('while the journal does not answer nothing is asked, and the journal is tried again', async () => {
  isJournalThere = false
  prepared.resolve()
  await open().own()
  expect(steps).toEqual(['cannot own'])
  isJournalThere = true
  await vi.advanceTimersByTimeAsync(6000)
  expect(steps.slice(0, 3)).toEqual(['cannot own', 'prepares', 'owns'])
  expect(steps).toContain('asks the server')
})
