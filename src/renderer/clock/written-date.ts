import { DAY_MS } from '../../shared/sla/day-number'

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

/** A date as it was written; null for what was left out. January is 0. */
export interface WrittenDate {
  readonly weekday: number | null
  readonly year: number | null
  readonly month: number
  readonly day: number
}

/**
 * Text as it is read: in small letters, one space between words, without the invisible marks that come along when it is copied,
 * and with digits, spaces and dashes of other kinds as the ordinary ones.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/,/g, ' ')
    .replace(/\b(om|at|op|on)\b/g, ' ')
    .trim()
    .replace(/\.+$/, '')
    .replace(/\s+/g, ' ')
}

/** Sunday is 0; undefined for what is no day of the week. */
export const weekdayNamed = (name: string): number | undefined => own(weekdays, name.replace(/\.$/, ''))

/** 1 January 1970, day 0, was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7

/**
 * Reads `12-11`, `12/11/2026`, `12.11.2026`, `2026-11-12`, `12 nov`, `12e november 2026`, each also behind its weekday. The day comes
 * before the month. Null for what is none. `text` as `plainText` leaves it.
 */
export function readDate(text: string): WrittenDate | null {
  const [, named = '', rest = ''] = /^([a-z]+\.?) (.*)$/.exec(text) ?? []
  const weekday = weekdayNamed(named) ?? null
  const date = weekday === null ? text : rest
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(date) ?? []
  if (isoYear) return { weekday, year: Number(isoYear), month: Number(isoMonth) - 1, day: Number(isoDay) }
  const figures = /^(\d{1,2})(?:[-/](\d{1,2})(?:[-/](\d{4}|\d{2}))?|\.(\d{1,2})\.(\d{4}|\d{2}))$/.exec(date)
  const inWords = figures
    ? null
    : /^(\d{1,2})(?:e|de|ste|st|nd|rd|th)?\.?[ -]?([a-z]+)\.?(?:[ -](\d{4}))?$/.exec(date)
  const day = Number(figures?.[1] ?? inWords?.[1])
  const month = figures ? Number(figures[2] ?? figures[4]) - 1 : own(months, inWords?.[2] ?? '')
  if (month === undefined || Number.isNaN(day)) return null
  const year = figures?.[3] ?? figures?.[5] ?? inWords?.[3] ?? null
  return { weekday, year: year && Number(year.length === 2 ? `20${year}` : year), month, day } as WrittenDate
}

/**
 * The day that a date means, in days since the epoch: of one without its year the first in these years that fits. Null for a date
 * that no calendar has, and where its weekday is another one: then one of the two is a mistake.
 */
export function dayOfDate(
  date: WrittenDate,
  years: readonly number[],
  fits: (day: number) => boolean,
): number | null {
  const days = (date.year === null ? years : [date.year]).map((year) => calendarDay(year, date))
  const day = days.find((found) => found !== null && (date.year !== null || fits(found))) ?? null
  return day !== null && (date.weekday ?? weekdayOf(day)) === weekdayOf(day) ? day : null
}

/**
 * Reads a day to come: of a date without its year the first that is after `today` (days since the epoch). Null for what is no date;
 * one with its year may be in the past.
 */
export function readDayToCome(text: string, today: number): number | null {
  const date = readDate(plainText(text))
  return date && dayOfDate(date, yearsFrom(today, 1), (day) => day > today)
}

/** This year and the eight after it, or before it: 29 February is in one of them. */
export function yearsFrom(today: number, step: 1 | -1): readonly number[] {
  const thisYear = new Date(today * DAY_MS).getUTCFullYear()
  return Array.from({ length: 9 }, (_, years) => thisYear + step * years)
}

/** Days since the epoch; null for a date that no calendar has, and before what the server can keep. */
function calendarDay(year: number, { month, day }: WrittenDate): number | null {
  const at = Date.UTC(year, month, day)
  const date = new Date(at)
  return year >= 2000 && date.getUTCMonth() === month && date.getUTCDate() === day ? at / DAY_MS : null
}

export const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined
