import { agreement20230224 } from '../../src/shared/sla/agreement'
import { holidaysOf } from '../../src/shared/sla/holidays'
import type { OfficeTimeReckoner } from './sla-peers'

/**
 * The floor: a binary search over prefix sums in plain arrays and nothing else. Its intervals come from the platform's own
 * reading of the wall clock (the process runs in the office's time zone), not from the engine.
 */
export function floor(firstYear: number, lastYear: number): OfficeTimeReckoner {
  const opens: number[] = []
  const closes: number[] = []
  const before: number[] = []
  let total = 0
  for (let year = firstYear; year <= lastYear; year++) {
    const closed = new Set(holidaysOf(agreement20230224.calendar.holidays, year).map(({ date }) => date))
    for (let day = new Date(year, 0, 1); day.getFullYear() === year; day.setDate(day.getDate() + 1)) {
      const [month, date] = [day.getMonth(), day.getDate()]
      const name = `${year}-${String(month + 1).padStart(2, '0')}-${String(date).padStart(2, '0')}`
      if (day.getDay() === 0 || day.getDay() === 6 || closed.has(name)) continue
      const open = new Date(year, month, date, 8, 30).getTime()
      const close = new Date(year, month, date, 17, 0).getTime()
      opens.push(open)
      closes.push(close)
      before.push(total)
      total += close - open
    }
  }

  /** Index of the first value above the limit. */
  function above(values: readonly number[], limit: number): number {
    let low = 0
    let high = values.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((values[middle] as number) > limit) high = middle
      else low = middle + 1
    }
    return low
  }

  function upTo(at: number): number {
    const index = above(closes, at)
    return (before[index] as number) + Math.max(0, at - (opens[index] as number))
  }

  return {
    name: 'floor',
    between: (from, to) => upTo(to) - upTo(from),
    add: (start, officeMs) => {
      const goal = upTo(start) + officeMs
      // Amounts are whole milliseconds: the interval in which the last one passes.
      const index = above(before, goal - 1) - 1
      return (opens[index] as number) + goal - (before[index] as number)
    },
  }
}
