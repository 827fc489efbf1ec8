import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { after } from '../after'
import { startAlarmClock } from './alarm-clock'

let set = 0
let looks: number[] = []
let jumps = 0
let next: number | null = null
let failures: unknown[] = []
let fault: Error | null = null
let wake = (): void => undefined

const wall = (): number => Date.now() + set
const start = () =>
  startAlarmClock({
    check: () => {
      looks.push(wall())
      if (fault) throw fault
      return next
    },
    failed: (error) => failures.push(error),
    jumped: () => {
      jumps += 1
    },
    wall,
    steady: () => performance.now(),
    after,
    onWake: (woke) => {
      wake = woke
      return () => {
        wake = () => undefined
      }
    },
  })

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000_000_000 })
  set = 0
  looks = []
  jumps = 0
  next = null
  failures = []
  fault = null
})
afterEach(() => {
  vi.useRealTimers()
})

it('gives the page time to plan anew, then looks at the planned instant', () => {
  const clock = start()
  next = wall() + 40_000
  vi.advanceTimersByTime(14_999)
  expect(looks).toHaveLength(0)
  vi.advanceTimersByTime(1)
  vi.advanceTimersByTime(25_000)
  expect(looks).toEqual([1_000_000_015_000, 1_000_000_040_000])
  clock.stop()
})

it('looks once a minute although the next alert is weeks away', () => {
  const clock = start()
  next = wall() + 60 * 24 * 3_600_000
  vi.advanceTimersByTime(15_000 + 3 * 60_000)
  expect(looks).toHaveLength(4)
  expect(jumps).toBe(0)
  clock.stop()
})

it('notices within a minute that the clock was set, forwards or back', () => {
  const clock = start()
  vi.advanceTimersByTime(15_000)
  set = 3_600_000
  vi.advanceTimersByTime(60_000)
  expect(jumps).toBe(1)
  set = -3_600_000
  vi.advanceTimersByTime(60_000)
  expect(jumps).toBe(2)
  clock.stop()
})

it('looks at once when the machine wakes, and tells it once', () => {
  const clock = start()
  vi.advanceTimersByTime(15_000)
  set = 8 * 3_600_000
  wake()
  expect(looks).toHaveLength(2)
  vi.advanceTimersByTime(60_000)
  expect(jumps).toBe(1)
  clock.stop()
})

it('does nothing any more when it is stopped', () => {
  const clock = start()
  clock.stop()
  wake()
  vi.advanceTimersByTime(600_000)
  expect(looks).toEqual([])
})

it('looks again within a minute when a look throws, and says so', () => {
  const clock = start()
  fault = new Error('a notification that cannot be made')
  vi.advanceTimersByTime(15_000 + 2 * 60_000)
  expect(looks).toHaveLength(3)
  expect(failures).toEqual([fault, fault, fault])
  clock.stop()
})
