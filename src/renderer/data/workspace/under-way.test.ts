import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createUnderWay } from './under-way'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Calls that the test ends, and whether the databases were closed. */
function open() {
  const underWay = createUnderWay()
  const ends: Record<string, PromiseWithResolvers<string>> = {
    save: Promise.withResolvers(),
    file: Promise.withResolvers(),
  }
  const calls = underWay.counted({
    save: (_args: object) => ends.save?.promise,
    file: (_args: object) => ends.file?.promise,
  })
  const leaving = new AbortController()
  const steps: string[] = []
  void underWay
    .settledAfter(leaving.signal, () => steps.push('search ends'))
    .then(() => steps.push('databases close'))
  return { calls, ends, leaving, steps }
}
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

test('what is being written when its author leaves is finished first, also where another call fails', async () => {
  const { calls, ends, leaving, steps } = open()
  void calls.save({})
  calls.file({})?.catch(() => undefined)
  leaving.abort()
  await pass(1000)
  expect(steps).toEqual(['search ends'])
  ends.file?.reject(new Error('no network'))
  await pass()
  expect(steps).toEqual(['search ends'])
  ends.save?.resolve('saved')
  await pass()
  expect(steps).toEqual(['search ends', 'databases close'])
})

test('a call that hangs keeps the next person out for five seconds at most', async () => {
  const { calls, leaving, steps } = open()
  void calls.save({})
  leaving.abort()
  await pass(4999)
  expect(steps).toEqual(['search ends'])
  await pass(1)
  expect(steps).toEqual(['search ends', 'databases close'])
})

test('while nobody leaves nothing is closed, and calls answer what they answer', async () => {
  const { calls, ends, steps } = open()
  ends.save?.resolve('saved')
  expect(await calls.save({})).toBe('saved')
  await pass(600_000)
  expect(steps).toEqual([])
})
