import { expect, test, vi } from 'vitest'
import { createLine } from './line'

function open() {
  let now = 0
  const noted: number[] = []
  const line = createLine(
    { wall: () => now, monotonic: () => now },
    () => 0.5,
    (at) => Promise.resolve(void noted.push(at)),
  )
  return { line, noted, pass: (ms: number) => (now += ms) }
}

test('a server is there for twenty seconds after it was heard, and not after a failure', () => {
  const { line, pass } = open()
  expect(line.isFresh()).toBe(false)
  line.heard(1000)
  expect(line.isFresh()).toBe(true)
  pass(19_000)
  line.reached()
  pass(19_000)
  expect(line.isFresh()).toBe(true)
  pass(1000)
  expect(line.isFresh()).toBe(false)
  line.reached()
  line.failed({ kind: 'offline' })
  expect(line.isFresh()).toBe(false)
})

test('a cache that cannot be written says nothing of the server', () => {
  const { line } = open()
  line.reached()
  line.failed(null)
  expect(line.isFresh()).toBe(true)
  expect(line.retryAt()).toBeGreaterThan(0)
})

test('pauses grow until the server answers, and end when a person asks', () => {
  const { line, pass } = open()
  const pauses = Array.from({ length: 4 }, () => {
    line.failed({ kind: 'offline' })
    const pause = line.retryAt()
    pass(0)
    return pause
  })
  expect(pauses).toEqual([375, 750, 1500, 3000])
  line.retryNow()
  expect(line.retryAt()).toBe(-Infinity)
  line.failed({ kind: 'offline' })
  expect(line.retryAt()).toBe(6000)
  line.reached()
  line.failed({ kind: 'offline' })
  expect(line.retryAt()).toBe(375)
})

test('a pause because nobody could be reached ends with the first word of the server, and no other does', () => {
  const { line } = open()
  const error = { code: 'connection-refused', message: 'The server cannot be reached.' }
  for (const failure of [
    { kind: 'offline' },
    { kind: 'busy', retryAfterMs: null, isFault: false },
  ] as const) {
    line.failed(failure)
    line.heard(1000)
    expect(line.retryAt()).toBeGreaterThan(0)
  }
  line.failed({ kind: 'offline', error })
  expect(line.retryAt()).toBeGreaterThan(0)
  line.heard(1000)
  expect(line.retryAt()).toBe(-Infinity)
  // An answer that could not be used, such as one that decided nothing, is not asked for again at each word.
  line.failed({ kind: 'offline' })
  line.heard(2000)
  expect(line.retryAt()).toBeGreaterThan(0)
})

test('the last contact is noted now and then, and one of a former start counts until the next', () => {
  const { line, noted, pass } = open()
  line.remember(500)
  expect(line.lastContactAt()).toBe(500)
  for (const at of [1000, 11_000, 21_000, 31_000, 41_000]) {
    line.heard(at)
    pass(10_000)
  }
  expect(line.lastContactAt()).toBe(41_000)
  expect(noted).toEqual([1000, 31_000])
  line.remember(500)
  expect(line.lastContactAt()).toBe(41_000)
})

test('a moment that cannot be noted is no fault', async () => {
  const line = createLine(
    { wall: () => 0, monotonic: () => 0 },
    () => 0.5,
    () => Promise.reject(new Error('full')),
  )
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  line.heard(1000)
  await new Promise((resolve) => setTimeout(resolve, 5))
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
})

test('nobody is there: it is tried every ten seconds at the longest; one who is busy is spared for a minute', () => {
  const { line } = open()
  for (let failure = 0; failure < 12; failure++) line.failed({ kind: 'offline' })
  expect(line.retryAt()).toBe(7500)
  for (let failure = 0; failure < 12; failure++)
    line.failed({ kind: 'busy', retryAfterMs: null, isFault: false })
  expect(line.retryAt()).toBe(45_000)
})
