import type { CalendarSpec } from './calendar'
import type { WeeklyHours } from './weekly-hours'

/**
 * A second, slow reading of office hours for tests: it asks the platform for the wall-clock time of every minute and
 * looks that up in the weekly hours. It shares no arithmetic with the engine.
 */
export interface MinuteReference {
  /** First and last minute known, as epoch minutes. */
  readonly from: number
  readonly to: number
  isOpen(minute: number): boolean
  /** `YYYY-MM-DD` on the wall at a minute. */
  dateOf(minute: number): string
}

/** Reads every whole minute in [from, to), both epoch ms on a whole minute. */
export function minuteReference(
  spec: CalendarSpec,
  closedDays: readonly string[],
  from: number,
  to: number,
): MinuteReference {
  const wall = new Intl.DateTimeFormat('en-GB', {
    timeZone: spec.timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const listed = spec.holidays.kind === 'list' ? spec.holidays.holidays.map(({ date }) => date) : []
  const closed = new Set([...closedDays, ...listed])
  const first = from / 60_000
  const count = to / 60_000 - first
  const open = new Uint8Array(count)
  const dates: string[] = []
  for (let i = 0; i < count; i++) {
    const parts = Object.fromEntries(
      wall.formatToParts((first + i) * 60_000).map(({ type, value }) => [type, value]),
    )
    const date = `${parts['year']}-${parts['month']}-${parts['day']}`
    const hours = spec.weekly[String(parts['weekday']).toLowerCase() as keyof WeeklyHours] ?? []
    const time = `${parts['hour']}:${parts['minute']}`
    dates.push(date)
    open[i] = !closed.has(date) && hours.some(([opens, closes]) => opens <= time && time < closes) ? 1 : 0
  }
  return {
    from: first,
    to: first + count,
    isOpen: (minute) => open[minute - first] === 1,
    dateOf: (minute) => dates[minute - first] ?? '',
  }
}

/** The minute at which `left` open minutes outside every pause have passed since `start`; walks minute by minute. */
export function walkToDue(
  reference: MinuteReference,
  start: number,
  left: number,
  isPaused: (minute: number) => boolean = () => false,
): number {
  let minute = start
  for (let remaining = left; remaining > 0; minute++) {
    if (minute >= reference.to) throw new RangeError('the reference ends before the deadline')
    if (reference.isOpen(minute) && !isPaused(minute)) remaining--
  }
  return minute
}

/** Open minutes in [from, to) outside every pause. */
export function countOpen(
  reference: MinuteReference,
  from: number,
  to: number,
  isPaused: (minute: number) => boolean = () => false,
): number {
  let count = 0
  for (let minute = from; minute < to; minute++) if (reference.isOpen(minute) && !isPaused(minute)) count++
  return count
}
