import { expect, it } from 'vitest'
import { readDayToCome } from './written-date'

/** Tuesday 24 November 2026. */
const today = Date.parse('2026-11-24') / 86_400_000
const read = (text: string): string | null => {
  const day = readDayToCome(text, today)
  return day === null ? null : new Date(day * 86_400_000).toISOString().slice(0, 10)
}

it.each([
  ['7 dec', '2026-12-07'],
  ['ma 7 dec', '2026-12-07'],
  ['7e december 2026', '2026-12-07'],
  ['7-12', '2026-12-07'],
  ['7-12-26', '2026-12-07'],
  ['7.12.2026', '2026-12-07'],
  ['2026-12-07', '2026-12-07'],
  ['24 nov', '2027-11-24'],
  ['5-1', '2027-01-05'],
  ['29 feb', '2028-02-29'],
  ['1 jan 2020', '2020-01-01'],
])('%s is the day to come %s', (text, day) => {
  expect(read(text)).toBe(day)
})

it.each(['', 'soon', '31 nov', '12-13-2026', 'di 7 dec', '7', '7 dec 9:00', 'constructor'])(
  '%s is no day',
  (text) => {
    expect(read(text)).toBeNull()
  },
)
