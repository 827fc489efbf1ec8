import { DAY_MS } from '../../shared/sla/day-number'
import type { ZoneTime } from '../../shared/sla/zone-time'
import { aheadCountsAsNowMs } from '../../shared/tickets/fact-times'

/** What a person wrote of when something happened. */
export type When =
  | { readonly kind: 'now' }
  | {
      readonly kind: 'at'
      /** UTC instant, ms. */
      readonly at: number
      /** Where the office's clock was set that night: this time was `skipped` (the hour after it is meant), or came `twice` (the first is meant). */
      readonly wall: 'once' | 'skipped' | 'twice'
    }
  | { readonly kind: 'future' }
  | { readonly kind: 'unreadable' }

const unreadable: When = { kind: 'unreadable' }

/** Days before today. */
const relativeDays: Readonly<Record<string, number>> = {
  vandaag: 0,
  today: 0,
  gisteren: 1,
  gister: 1,
  yesterday: 1,
  eergisteren: 2,
  'day before yesterday': 2,
}

/** Sunday is 0, as in `Date`. Dutch and English names, short and in full. */
const weekdays: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['zo', 'zon', 'zondag', 'sun', 'sunday'],
    ['ma', 'maa', 'maandag', 'mon', 'monday'],
    ['di', 'din', 'dinsdag', 'tue', 'tues', 'tuesday'],
    ['wo', 'woe', 'woensdag', 'wed', 'wednesday'],
    ['do', 'don', 'donderdag', 'thu', 'thur', 'thurs', 'thursday'],
    ['vr', 'vrij', 'vrijdag', 'fri', 'friday'],
    ['za', 'zat', 'zaterdag', 'sat', 'saturday'],
  ].flatMap((names, day) => names.map((name) => [name, day])),
)

/** January is 0. */
const months: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['jan', 'januari', 'january'],
    ['feb', 'februari', 'february'],
    ['mrt', 'maart', 'mar', 'march'],
    ['apr', 'april'],
    ['mei', 'may'],
    ['jun', 'juni', 'june'],
    ['jul', 'juli', 'july'],
    ['aug', 'augustus', 'august'],
    ['sep', 'sept', 'september'],
    ['okt', 'oktober', 'oct', 'october'],
    ['nov', 'november'],
    ['dec', 'december'],
  ].flatMap((names, month) => names.map((name) => [name, month])),
)

/** `8u31`, `8.31`, `08:31`, `14h30`, `14u`, `8 uur`, `831`, `2:30 pm`; with what stands before or after it as the day. */
const time = String.raw`(?:(\d{1,2})\s*[:.uh]\s*([0-5]\d)|(\d{1,2})\s*(?:uur|u|h)|(\d{1,2})([0-5]\d)|(\d{1,2})(?=\s*[ap]\.?m))(?:\s*(?:uur|u|h|([ap])\.?m\.?))?`
const dayThenTime = new RegExp(`^(?:(.*\\S)\\s+)?${time}$`)
const timeThenDay = new RegExp(`^${time}\\s+(.*\\S)$`)

interface Wall {
  /** Estimated server time, UTC ms. */
  readonly now: number
  readonly zone: ZoneTime
}

/**
 * Reads when something happened, as people write it in Dutch or English: a time of today, or a day with a time. Nothing, or
 * `nu`, is now. A weekday, and a date without its year, is the latest that is not in the future. A moment more than five
 * minutes ahead of the server's time is refused, and so is what is not wholly understood: neither ever becomes another moment.
 */
export function readWhen(text: string, { now, zone }: Wall): When {
  const words = text
    .toLowerCase()
    .replace(/[,\u00a0]/g, ' ')
    .replace(/\b(om|at|op|on)\b/g, ' ')
    .trim()
    .replace(/\s+/g, ' ')
  if (words === '' || words === 'nu' || words === 'now') return { kind: 'now' }
  const today = Math.floor(zone.toLocal(now) / DAY_MS)
  const latest = now + aheadCountsAsNowMs
  for (const { day: dayText, minutes } of readings(words)) {
    const localOn = (day: number): number => day * DAY_MS + minutes * 60_000
    const day = dayOf(dayText, today, (candidate) => zone.toInstant(localOn(candidate)) <= latest)
    if (day === null) continue
    const at = zone.toInstant(localOn(day))
    return at > latest ? { kind: 'future' } : { kind: 'at', at, wall: wallOf(localOn(day), at, zone) }
  }
  return unreadable
}

/** Where the time may stand: after the day, or before it. `minutes` since midnight. */
function readings(words: string): readonly { readonly day: string; readonly minutes: number }[] {
  const [, dayBefore, ...timeAfter] = dayThenTime.exec(words) ?? []
  const timeFirst = timeThenDay.exec(words)?.slice(1) ?? []
  return [
    { day: dayBefore ?? '', minutes: minutesOf(timeAfter) },
    { day: timeFirst[7] ?? '', minutes: minutesOf(timeFirst) },
  ].filter((reading): reading is { day: string; minutes: number } => reading.minutes !== null)
}

type TimeParts = readonly (string | undefined)[]

/** Minutes since midnight on the wall; null without a time, and for an hour that no clock shows. */
function minutesOf([hour, minute, fullHour, bareHour, bareMinute, halfHour, half]: TimeParts): number | null {
  const hours = Number(hour ?? fullHour ?? bareHour ?? halfHour ?? NaN)
  if (Number.isNaN(hours)) return null
  const minutes = Number(minute ?? bareMinute ?? 0)
  if (half === undefined) return hours > 23 ? null : hours * 60 + minutes
  if (hours < 1 || hours > 12) return null
  return ((hours % 12) + (half === 'p' ? 12 : 0)) * 60 + minutes
}

/** Days since the epoch of a day in words or figures; null for what is none. */
function dayOf(text: string, today: number, isPast: (day: number) => boolean): number | null {
  if (text === '') return today
  const ago = own(relativeDays, text)
  if (ago !== undefined) return today - ago
  const [, named, date] = /^(?:([a-z]+)\.?(?: |$))?(.*)$/.exec(text) ?? []
  const weekday = own(weekdays, named ?? '')
  if (weekday === undefined) return dateOf(text, today, isPast)
  if (date === '' || date === undefined) {
    // 1 January 1970, day 0, was a Thursday.
    const back = (((today + 4 - weekday) % 7) + 7) % 7
    return isPast(today - back) ? today - back : today - back - 7
  }
  const day = dateOf(date, today, isPast)
  // A weekday that is not that date's: one of the two is a mistake.
  return day !== null && (((day + 4) % 7) + 7) % 7 === weekday ? day : null
}

/** `12-11`, `12/11/2026`, `12.11.2026`, `2026-11-12`, `12 nov`, `12 november 2026`. The day comes before the month. */
function dateOf(text: string, today: number, isPast: (day: number) => boolean): number | null {
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? []
  if (isoYear) return calendarDay(Number(isoYear), Number(isoMonth) - 1, Number(isoDay))
  const figures = /^(\d{1,2})(?:[-/](\d{1,2})(?:[-/](\d{4}|\d{2}))?|\.(\d{1,2})\.(\d{4}|\d{2}))$/.exec(text)
  const named = figures ? null : /^(\d{1,2})\.?[ -]?([a-z]+)\.?(?:[ -](\d{4}))?$/.exec(text)
  const day = Number(figures?.[1] ?? named?.[1])
  const month = figures ? Number(figures[2] ?? figures[4]) - 1 : own(months, named?.[2] ?? '')
  const year = figures?.[3] ?? figures?.[5] ?? named?.[3]
  if (month === undefined || Number.isNaN(day)) return null
  if (year !== undefined) return calendarDay(Number(year.length === 2 ? `20${year}` : year), month, day)
  const thisYear = new Date(today * DAY_MS).getUTCFullYear()
  // 29 February is found in the latest leap year.
  for (let back = 0; back <= 8; back += 1) {
    const found = calendarDay(thisYear - back, month, day)
    if (found !== null && isPast(found)) return found
  }
  return null
}

/** Days since the epoch; null for a date that no calendar has, and before what the server can keep. */
function calendarDay(year: number, month: number, day: number): number | null {
  const at = Date.UTC(year, month, day)
  const date = new Date(at)
  return year >= 2000 && date.getUTCMonth() === month && date.getUTCDate() === day ? at / DAY_MS : null
}

/** What the office's clock did at a time of its wall; `at` is the instant that was chosen. */
function wallOf(local: number, at: number, zone: ZoneTime): 'once' | 'skipped' | 'twice' {
  if (zone.toLocal(at) !== local) return 'skipped'
  const setBack = zone.offsetAt(at) - zone.offsetAt(at + 3 * 3_600_000)
  return setBack > 0 && zone.toLocal(at + setBack) === local ? 'twice' : 'once'
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined
