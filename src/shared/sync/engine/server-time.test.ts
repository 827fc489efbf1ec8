import { expect, test } from 'vitest'
import { createServerTime } from './server-time'

const noon = 1_800_000_000_000
const hour = 3_600_000

test('the offset is that of the quickest of the last answers', () => {
  const time = createServerTime()
  time.learn(noon + 500, 0, 1000, noon)
  time.learn(noon + 3010, 2000, 2020, noon + 2020)
  expect(time.offset(2020, noon + 2020)).toBe(1000)
})

test('before the first answer nothing is known', () => {
  expect(createServerTime().offset(5, noon)).toBe(0)
})

test('a night of sleep, in which the monotonic clock stands still, moves nothing', () => {
  const time = createServerTime()
  time.learn(noon + 10, 0, 20, noon)
  const before = time.offset(20, noon)
  expect(time.offset(60, noon + 15 * hour)).toBe(before)
})

test('after it a slow answer is believed over the quick ones from before', () => {
  const time = createServerTime()
  time.learn(noon + 10, 0, 20, noon)
  time.learn(noon + 15 * hour + 2000, 60, 140, noon + 15 * hour + 40)
  expect(time.offset(140, noon + 15 * hour + 40)).toBe(2000)
})

test('a wall clock that is set back changes the offset, not the time', () => {
  const time = createServerTime()
  time.learn(noon + 10, 0, 20, noon + 20)
  expect(time.offset(20 + hour, noon + 20)).toBe(hour)
})

test('what an answer showed is told once', () => {
  const time = createServerTime()
  expect(time.takeMeasured()).toBeNull()
  time.learn(noon + 10, 0, 20, noon - 50)
  expect([time.takeMeasured(), time.takeMeasured()]).toEqual([70, null])
})

test('a wall clock that was set right is believed with the first answer after it, however slow that is', () => {
  const time = createServerTime()
  const wall = 1_770_000_000_000
  time.learn(wall, 0, 10, wall)
  const setRight = wall + 2 * 3_600_000 + 30_000
  time.learn(wall + 30_000, 30_000, 30_400, setRight)
  expect(time.offset(30_400, setRight)).toBeCloseTo(-2 * 3_600_000, -3)
  expect(time.takeMeasured()).toBeCloseTo(-2 * 3_600_000, -3)
})

test('a wall clock that is set forward looks like sleep, until the one who knows says better', () => {
  const time = createServerTime()
  time.learn(noon + 10, 0, 20, noon)
  const known = time.offset(20, noon)
  expect(time.offset(1020, noon + 1000 + hour)).toBe(known)
  time.believe(known - hour, 1020, noon + 1000 + hour)
  expect(time.offset(1020, noon + 1000 + hour)).toBe(known - hour)
  expect(time.offset(2020, noon + 2000 + hour)).toBe(known - hour)
})

test('what was believed without an answer gives way to the first one, and is not told as measured', () => {
  const time = createServerTime()
  time.believe(7000, 0, noon)
  expect([time.offset(500, noon + 500), time.takeMeasured()]).toEqual([7000, null])
  time.learn(noon + 1010, 1000, 5000, noon + 5000)
  expect([time.offset(5000, noon + 5000), time.takeMeasured()]).toEqual([-1990, -1990])
})

test('what was doubted is certain with the first answer, and its error is known from then on', () => {
  const time = createServerTime()
  time.believe(0, 0, noon, false)
  expect([time.isCertain(), time.error()]).toEqual([false, null])
  // The clock is set while nobody answers: who knows by how much says so, and knows no more of the rest.
  time.believe(hour, 1000, noon + 1000 - hour)
  expect(time.isCertain()).toBe(false)
  time.learn(noon + 5 * hour, 1990, 2010, noon + 2000 - hour)
  expect(time.isCertain()).toBe(true)
  expect(time.error()).toBe(5 * hour - 2000)
  time.learn(noon + 5 * hour + 1000, 2990, 3010, noon + 3000 - hour)
  expect(time.error()).toBe(5 * hour - 2000)
})
