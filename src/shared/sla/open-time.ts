import { DAY_MS, FIRST_DAY, LAST_DAY } from './day-number'

/** [open, close) in UTC instants. */
export interface OpenInterval {
  readonly open: number
  readonly close: number
}

/**
 * All open intervals around the instants asked so far, in order, with the office time before each. Built in
 * steps as far as the questions reach, so that a question is a binary search and a subtraction.
 * `before` counts from an arbitrary zero: only differences mean something.
 */
export interface OpenTime {
  readonly opens: readonly number[]
  readonly closes: readonly number[]
  readonly before: readonly number[]
  /** The day number that an interval belongs to. */
  readonly days: readonly number[]
  /** Makes sure that every interval that touches [from, to] is there. */
  cover(from: number, to: number): void
  /** Adds later intervals; false when the calendar ends. */
  extendForward(): boolean
  /** Adds earlier intervals; false when the calendar ends. Indices and `before` change. */
  extendBackward(): boolean
}

const STEP_DAYS = 366
/** An interval lies within two days of the UTC date with the same number, in any zone. */
const MARGIN_DAYS = 2
/** Further away than this, starting afresh is cheaper than filling the years between. */
const FAR_DAYS = 60 * 366

/** `intervalsOf` gives the intervals of one date, in order; it is asked once a date. */
export function createOpenTime(intervalsOf: (day: number) => readonly OpenInterval[]): OpenTime {
  const opens: number[] = []
  const closes: number[] = []
  const before: number[] = []
  const days: number[] = []
  let firstDay = 0
  let endDay = 0
  let coveredFrom = Infinity
  let coveredTo = -Infinity

  function append(from: number, end: number): void {
    let last = closes.length - 1
    for (let day = from; day < end; day++) {
      for (const interval of intervalsOf(day)) {
        // A clock that jumps can lay the end of one date over the start of the next: time counts once.
        const open = last >= 0 ? Math.max(interval.open, closes[last] ?? 0) : interval.open
        if (interval.close <= open) continue
        before.push(last >= 0 ? (before[last] ?? 0) + (closes[last] ?? 0) - (opens[last] ?? 0) : 0)
        opens.push(open)
        closes.push(interval.close)
        days.push(day)
        last++
      }
    }
  }

  function markCovered(): void {
    coveredFrom = firstDay <= FIRST_DAY ? -Infinity : (firstDay + MARGIN_DAYS) * DAY_MS
    coveredTo = endDay > LAST_DAY ? Infinity : (endDay - MARGIN_DAYS) * DAY_MS
  }

  function restart(from: number, end: number): void {
    opens.length = closes.length = before.length = days.length = 0
    firstDay = Math.min(Math.max(from, FIRST_DAY), LAST_DAY)
    endDay = Math.min(Math.max(end, FIRST_DAY + 1), LAST_DAY + 1)
    append(firstDay, endDay)
    markCovered()
  }

  function forwardTo(end: number): void {
    const from = endDay
    endDay = Math.min(end, LAST_DAY + 1)
    append(from, endDay)
    markCovered()
  }

  function cover(from: number, to: number): void {
    if (from >= coveredFrom && to <= coveredTo) return
    const fromDay = Math.floor(from / DAY_MS) - MARGIN_DAYS
    const toDay = Math.ceil(to / DAY_MS) + MARGIN_DAYS + 1
    if (endDay === firstDay || fromDay > endDay + FAR_DAYS || toDay < firstDay - FAR_DAYS) {
      restart(fromDay - MARGIN_DAYS, Math.max(toDay, fromDay + STEP_DAYS))
      return
    }
    if (from < coveredFrom) restart(Math.min(fromDay, firstDay - STEP_DAYS), endDay)
    if (to > coveredTo) forwardTo(Math.max(toDay, endDay + STEP_DAYS))
  }

  function extendForward(): boolean {
    if (endDay > LAST_DAY) return false
    forwardTo(endDay + STEP_DAYS)
    return true
  }

  function extendBackward(): boolean {
    if (firstDay <= FIRST_DAY) return false
    restart(firstDay - STEP_DAYS, endDay)
    return true
  }

  return { opens, closes, before, days, cover, extendForward, extendBackward }
}

/** Index of the first interval that closes after `at`; the length when there is none. */
export function firstClosingAfter(closes: readonly number[], at: number): number {
  let low = 0
  let high = closes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((closes[middle] ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}
