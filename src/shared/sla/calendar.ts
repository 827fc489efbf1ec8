import { DAY_MS, dayNumberOf, LAST_DAY, weekdayOf, yearOfDay } from './day-number'
import { type HolidaySource, holidaysOf } from './holidays'
import { createOpenTime, firstClosingAfter, type OpenInterval } from './open-time'
import { parseWeeklyHours, type WeeklyHours } from './weekly-hours'
import { zoneTime, type ZoneTime } from './zone-time'

export interface CalendarSpec {
  /** IANA name. */
  readonly timeZone: string
  readonly weekly: WeeklyHours
  readonly holidays: HolidaySource
}

/** Why the office is closed on a date. `weekend`: the week's hours leave that weekday out. */
export type ClosedReason =
  | { readonly kind: 'holiday'; readonly name: string }
  | { readonly kind: 'staff-day' }
  | { readonly kind: 'weekend' }

/**
 * The office hours of one office ("kantooruren"). Instants are UTC epoch ms; office time is ms. Every function
 * throws a RangeError when its answer would lie outside the years 1 to 9999, as with an office that never opens.
 */
export interface OfficeCalendar {
  readonly timeZone: string
  readonly zone: ZoneTime
  /** The open intervals of a date (`YYYY-MM-DD`), in order; none on a closed day. */
  openIntervals(date: string): readonly OpenInterval[]
  /** All open intervals that touch [from, to], whole, in order. */
  intervalsBetween(from: number, to: number): readonly OpenInterval[]
  isOpen(at: number): boolean
  /** `at` itself when the office is open, else the next opening. A closing time is outside. */
  effectiveStart(at: number): number
  /** The instant at which `officeMs` of office time has passed since `start`: the closing time when it runs out there. */
  add(start: number, officeMs: number): number
  /** The latest instant with `officeMs` of office time left before `at`; `at` itself for 0. For lead times. */
  subtract(at: number, officeMs: number): number
  /** Office time from one instant to a later one; 0 when `to` is not later. */
  between(from: number, to: number): number
  /** Closing time of the working day of `start`'s effective start, or of a later working day. */
  endOfWorkingDay(start: number, plusWorkingDays: number): number
  /** When the office next closes (`opens` false) or opens; null when that is not within two years. */
  nextChange(at: number): { readonly at: number; readonly opens: boolean } | null
  /** Why a date (`YYYY-MM-DD`) has no office hours; null when it has. */
  closedReason(date: string): ClosedReason | null
}

const WEEK_MS = 7 * DAY_MS
const END_OF_TIME = (LAST_DAY + 1) * DAY_MS

/** Builds a calendar. `closedDays` are staff days (`YYYY-MM-DD`). Throws a RangeError on an unsound spec. */
export function createCalendar(spec: CalendarSpec, closedDays: readonly string[] = []): OfficeCalendar {
  const zone = zoneTime(spec.timeZone)
  if (zone === null) throw new RangeError(`${spec.timeZone} is not a time zone`)
  const week = parseWeeklyHours(spec.weekly)
  const weeklyMs = week.flat().reduce((sum, hours) => sum + hours.close - hours.open, 0)
  const staffDays = new Set(closedDays.map(dayNumberOf))
  const holidayYears = new Map<number, ReadonlyMap<number, string>>()
  const time = createOpenTime(intervalsOfDay)
  const { opens, closes, before, days } = time
  const instantOf = (local: number): number => zone.toInstant(local)

  function holidayName(day: number): string | undefined {
    const year = yearOfDay(day)
    let names = holidayYears.get(year)
    if (names === undefined) {
      names = new Map(holidaysOf(spec.holidays, year).map(({ date, name }) => [dayNumberOf(date), name]))
      holidayYears.set(year, names)
    }
    return names.get(day)
  }

  function reasonOfDay(day: number): ClosedReason | null {
    const name = holidayName(day)
    if (name !== undefined) return { kind: 'holiday', name }
    if (staffDays.has(day)) return { kind: 'staff-day' }
    return week[weekdayOf(day)]?.length ? null : { kind: 'weekend' }
  }

  function intervalsOfDay(day: number): readonly OpenInterval[] {
    const hours = week[weekdayOf(day)] ?? []
    if (hours.length === 0 || reasonOfDay(day) !== null) return []
    const midnight = day * DAY_MS
    const intervals: OpenInterval[] = []
    for (const { open, close } of hours) {
      const interval = { open: instantOf(midnight + open), close: instantOf(midnight + close) }
      const last = intervals.at(-1)
      if (interval.close <= interval.open) continue
      if (last === undefined || interval.open >= last.close) intervals.push(interval)
      else intervals.splice(-1, 1, { open: last.open, close: Math.max(last.close, interval.close) })
    }
    return intervals
  }

  function neverEnough(): RangeError {
    return new RangeError('the calendar has not that much office time before the year 10000')
  }

  /** Index of the interval that holds `at` or comes next. */
  function indexFrom(at: number): number {
    time.cover(at, at)
    let index = firstClosingAfter(closes, at)
    while (index >= closes.length) {
      if (weeklyMs === 0 || !time.extendForward()) throw neverEnough()
      index = firstClosingAfter(closes, at)
    }
    return index
  }

  /** Office time up to `at`, counted from the arbitrary zero of `before`. `at` must be covered. */
  function officeTimeUpTo(at: number): number {
    const index = firstClosingAfter(closes, at)
    if (index === 0) return (before[0] ?? 0) + Math.max(0, at - (opens[0] ?? Infinity))
    if (index === closes.length) return timeAtEnd()
    return (before[index] ?? 0) + Math.max(0, at - (opens[index] ?? 0))
  }

  function timeAtEnd(): number {
    const last = closes.length - 1
    return last < 0 ? 0 : (before[last] ?? 0) + (closes[last] ?? 0) - (opens[last] ?? 0)
  }

  function effectiveStart(at: number): number {
    return Math.max(at, opens[indexFrom(at)] ?? 0)
  }

  function add(start: number, officeMs: number): number {
    if (officeMs === 0) return effectiveStart(start)
    if (weeklyMs === 0 || officeMs / weeklyMs > (END_OF_TIME - start) / WEEK_MS + 2) throw neverEnough()
    time.cover(start, start)
    const goal = officeTimeUpTo(start) + officeMs
    while (timeAtEnd() < goal) if (!time.extendForward()) throw neverEnough()
    // The first interval at whose end the goal is reached.
    let low = 0
    let high = closes.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((before[middle + 1] ?? 0) >= goal) high = middle
      else low = middle + 1
    }
    return (opens[low] ?? 0) + goal - (before[low] ?? 0)
  }

  function subtract(at: number, officeMs: number): number {
    if (officeMs === 0) return at
    time.cover(at, at)
    while (officeTimeUpTo(at) - (before[0] ?? 0) < officeMs) {
      if (weeklyMs === 0 || !time.extendBackward()) {
        throw new RangeError('the calendar has not that much office time after the year 1')
      }
    }
    const goal = officeTimeUpTo(at) - officeMs
    // The last interval that starts with no more than the goal behind it.
    let low = 0
    let high = before.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((before[middle] ?? 0) <= goal) low = middle
      else high = middle - 1
    }
    return (opens[low] ?? 0) + goal - (before[low] ?? 0)
  }

  function between(from: number, to: number): number {
    if (to <= from) return 0
    time.cover(from, to)
    return officeTimeUpTo(to) - officeTimeUpTo(from)
  }

  function endOfWorkingDay(start: number, plusWorkingDays: number): number {
    if (plusWorkingDays > (END_OF_TIME - start) / DAY_MS) throw neverEnough()
    let index = indexFrom(start)
    for (let left = plusWorkingDays; ;) {
      while (index + 1 >= days.length && time.extendForward());
      if (days[index + 1] !== days[index]) {
        if (left-- === 0) return closes[index] ?? 0
        if (index + 1 >= days.length) throw neverEnough()
      }
      index++
    }
  }

  function intervalsBetween(from: number, to: number): readonly OpenInterval[] {
    time.cover(from, to)
    const found: OpenInterval[] = []
    for (let i = firstClosingAfter(closes, from); i < closes.length && (opens[i] ?? 0) < to; i++) {
      found.push({ open: opens[i] ?? 0, close: closes[i] ?? 0 })
    }
    return found
  }

  /** Nearly always it is days away: years are laid out only where none is found in those. */
  function nextChange(at: number): { at: number; opens: boolean } | null {
    return changeWithin(at, at + WEEK_MS) ?? changeWithin(at, at + 2 * 366 * DAY_MS)
  }

  function changeWithin(from: number, horizon: number): { at: number; opens: boolean } | null {
    time.cover(from, horizon)
    let index = firstClosingAfter(closes, from)
    const open = opens[index] ?? Infinity
    if (open >= horizon) return null
    if (open > from) return { at: open, opens: true }
    while ((opens[index + 1] ?? Infinity) <= (closes[index] ?? 0)) index++
    const close = closes[index] ?? Infinity
    return close < horizon ? { at: close, opens: false } : null
  }

  return {
    timeZone: spec.timeZone,
    zone,
    openIntervals: (date) => intervalsOfDay(dayNumberOf(date)),
    intervalsBetween,
    isOpen: (at) => {
      time.cover(at, at)
      return (opens[firstClosingAfter(closes, at)] ?? Infinity) <= at
    },
    effectiveStart,
    add,
    subtract,
    between,
    endOfWorkingDay,
    nextChange,
    closedReason: (date) => reasonOfDay(dayNumberOf(date)),
  }
}
