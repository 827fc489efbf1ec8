import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { onTick, serverNow, setClockOffset, settleClock, watchClock } from './now'

const hour = 3_600_000
const nine = Date.parse('2026-02-02T09:00:00+01:00')
const jumped = vi.fn()
let stop = (): void => undefined

beforeEach(() => {
  vi.useFakeTimers({ now: nine })
  jumped.mockClear()
  watchClock(jumped)
  settleClock(0)
  stop = onTick(() => undefined)
  vi.advanceTimersByTime(2500)
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

const sinceNine = (): number => Math.floor((serverNow() - nine) / 1000)

it('goes on with the wall clock', () => {
  vi.advanceTimersByTime(10_000)
  expect([sinceNine(), jumped.mock.calls.length]).toEqual([12, 0])
})

it.each([hour, -hour])(
  'shows nothing of a wall clock that jumps by %d ms before it is known what that was',
  (by) => {
    vi.setSystemTime(Date.now() + by)
    vi.advanceTimersByTime(500)
    setClockOffset(1)
    expect(sinceNine()).toBe(2)
    expect(jumped).toHaveBeenCalledOnce()
    settleClock(-by)
    vi.advanceTimersByTime(1000)
    expect(sinceNine()).toBe(3)
    expect(jumped).toHaveBeenCalledOnce()
  },
)

it('goes on when nobody knows what it was', () => {
  vi.setSystemTime(Date.now() + hour)
  vi.advanceTimersByTime(10_000)
  expect(sinceNine()).toBe(hour / 1000 + 12)
})
