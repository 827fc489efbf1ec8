import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SyncEngine } from '../../../shared/sync/engine/engine-types'
import { driveSync, workerWorld } from './sync-driver'

/** What was asked of the engine, in order. */
let steps: string[]
/** What each worker does when it is stepped. */
let onStep: { sync: () => Promise<void>; uploads: () => Promise<void> }
let wakeAt: { sync: number | null; uploads: number | null }
let phase: string
let faults: unknown[]
let retries: number
let stops: number
let heads: unknown[]
let leaving: AbortController
let tellHead: (head: never) => void
let endStream: () => void
beforeEach(() => {
  vi.useFakeTimers()
  steps = []
  onStep = { sync: () => Promise.resolve(), uploads: () => Promise.resolve() }
  wakeAt = { sync: null, uploads: null }
  phase = 'offline'
  faults = []
  retries = 0
  stops = 0
  heads = []
  leaving = new AbortController()
})
afterEach(() => {
  leaving.abort()
  vi.useRealTimers()
})

const worker = (name: 'sync' | 'uploads') => ({
  step() {
    steps.push(name)
    wakeAt[name] = null
    return onStep[name]()
  },
  wakeAt: () => wakeAt[name],
})
const drive = () =>
  driveSync(
    {
      ...worker('sync'),
      uploads: worker('uploads'),
      state: () => ({ phase }),
      heard: (head: unknown) => heads.push(head),
      wake: () => steps.push('wake'),
    } as unknown as SyncEngine,
    {
      world: {
        ...workerWorld,
        followLive(onHead, onEnd) {
          tellHead = onHead
          endStream = onEnd
          return { stop: () => (stops += 1), retry: () => (retries += 1) }
        },
      },
      failed: (error) => faults.push(error),
      signal: leaving.signal,
    },
  )
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const now = () => performance.now()

test('a step is made when its time has come, and none before', async () => {
  wakeAt.sync = now() + 1000
  drive()
  await pass(999)
  expect(steps).toEqual([])
  await pass(1)
  expect(steps).toEqual(['sync'])
  await pass(600_000)
  expect(steps).toEqual(['sync'])
})

test('a step that fails, as on a disk that does not answer, is told and made again', async () => {
  onStep.sync = () => Promise.reject(new Error('the disk does not answer'))
  wakeAt.sync = 0
  drive()
  await pass(1)
  expect([steps, faults]).toEqual([['sync'], [new Error('the disk does not answer')]])
  onStep.sync = () => Promise.resolve()
  await pass(4000)
  expect(steps).toEqual(['sync'])
  await pass(1000)
  expect(steps).toEqual(['sync', 'sync'])
  expect(faults).toHaveLength(1)
})

test('what comes up during a step is done after it', async () => {
  const step = Promise.withResolvers<void>()
  onStep.sync = () => step.promise
  wakeAt.sync = 0
  const { poke } = drive()
  await pass(1)
  poke()
  poke()
  await pass(1000)
  expect(steps).toEqual(['sync'])
  onStep.sync = () => Promise.resolve()
  step.resolve()
  await pass(1)
  expect(steps).toEqual(['sync', 'sync'])
  await pass(600_000)
  expect(steps).toEqual(['sync', 'sync'])
})

test('an exchange that takes long holds up no file, and a file no exchange', async () => {
  onStep.sync = () => new Promise(() => undefined)
  wakeAt = { sync: 0, uploads: 0 }
  const { poke } = drive()
  await pass(1)
  wakeAt.uploads = 0
  poke()
  await pass(1)
  expect(steps).toEqual(['sync', 'uploads', 'uploads'])
})

test('a reply whose file was taken goes at once', async () => {
  wakeAt.uploads = 0
  onStep.uploads = () => {
    wakeAt.sync = 0
    return Promise.resolve()
  }
  drive()
  await pass(1)
  expect(steps).toEqual(['uploads', 'sync'])
})

test('a file that a step brought up goes after it', async () => {
  wakeAt.sync = 0
  onStep.sync = () => {
    wakeAt.uploads = 0
    return Promise.resolve()
  }
  drive()
  await pass(1)
  expect(steps).toEqual(['sync', 'uploads'])
})

test('where the server is now, as the stream tells, is taken in and looked at', async () => {
  drive()
  await pass(1)
  wakeAt.sync = 0
  tellHead('head' as never)
  await pass(1)
  expect([heads, steps]).toEqual([['head'], ['sync']])
})

test('a stream that ended has the server tried, whatever pause was being made', async () => {
  wakeAt.sync = now() + 600_000
  drive()
  await pass(1)
  wakeAt.sync = 0
  endStream()
  await pass(1)
  expect(steps).toEqual(['wake', 'sync'])
})

test('once the server answers again the stream is asked for again, once', async () => {
  const { poke } = drive()
  const stepNow = async (): Promise<void> => {
    wakeAt.sync = 0
    poke()
    await pass(1)
  }
  await stepNow()
  expect(retries).toBe(0)
  phase = 'online'
  await stepNow()
  await stepNow()
  expect(retries).toBe(1)
  phase = 'offline'
  await stepNow()
  phase = 'online'
  await stepNow()
  expect(retries).toBe(2)
})

test('once its person left nothing is asked, also not after a step that was under way', async () => {
  const step = Promise.withResolvers<void>()
  onStep.sync = () => step.promise
  wakeAt = { sync: 0, uploads: now() + 5000 }
  const { poke } = drive()
  await pass(1)
  leaving.abort()
  wakeAt = { sync: 0, uploads: 0 }
  step.resolve()
  poke()
  await pass(600_000)
  expect([steps, stops]).toEqual([['sync'], 1])
})

test('a step that fails when its person has left is not made again', async () => {
  const step = Promise.withResolvers<void>()
  onStep.sync = () => step.promise
  wakeAt.sync = 0
  drive()
  await pass(1)
  leaving.abort()
  step.reject(new Error('closed'))
  await pass(600_000)
  expect(steps).toEqual(['sync'])
})

test('a wait that is longer than a timer of the browser can be is no reason to step at once', async () => {
  wakeAt.sync = now() + 2 ** 40
  drive()
  await pass(1000)
  expect(steps).toEqual([])
})
