import { DAY_MS, formatDate, weekdayOf } from './day-number'

export interface Holiday {
  /** `YYYY-MM-DD` in the office's own time zone. */
  readonly date: string
  readonly name: string
}

/** A holiday that comes back every year, in the years `since` to `until`, both included. */
export type HolidayRule = { readonly name: string; readonly since?: number; readonly until?: number } & (
  | {
      readonly kind: 'fixed'
      readonly month: number
      readonly day: number
      /** Days that it moves when it falls on a Sunday. */
      readonly onSunday?: -1 | 1
    }
  | { readonly kind: 'easter'; readonly daysAfterEaster: number }
)

/** Where an office's holidays come from: rules for every year, or a plain list of dates. */
export type HolidaySource =
  | { readonly kind: 'rules'; readonly rules: readonly HolidayRule[] }
  | { readonly kind: 'list'; readonly holidays: readonly Holiday[] }

const years = new WeakMap<HolidaySource, Map<number, readonly Holiday[]>>()

/** The holidays of one calendar year, oldest first. */
export function holidaysOf(source: HolidaySource, year: number): readonly Holiday[] {
  const known = years.get(source) ?? new Map<number, readonly Holiday[]>()
  years.set(source, known)
  const found = known.get(year) ?? listYear(source, year)
  known.set(year, found)
  return found
}

/** The day number of Easter Sunday in the Gregorian calendar (the algorithm of Meeus, Jones and Butcher). */
export function easterSunday(year: number): number {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const yearOfCentury = year % 100
  const leapCorrection = Math.floor((century + 8) / 25)
  const moonCorrection = Math.floor((century - leapCorrection + 1) / 3)
  const moon = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - moon - (yearOfCentury % 4)) % 7
  const lateMoon = Math.floor((golden + 11 * moon + 22 * sunday) / 451)
  const daysAfterFirstOfMarch = moon + sunday - 7 * lateMoon + 21
  return dayOf(year, 3, 1) + daysAfterFirstOfMarch
}

function listYear(source: HolidaySource, year: number): readonly Holiday[] {
  const all =
    source.kind === 'list'
      ? source.holidays.filter((holiday) => Number(holiday.date.slice(0, 4)) === year)
      : source.rules.flatMap((rule) => applyRule(rule, year))
  return all.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

function applyRule(rule: HolidayRule, year: number): readonly Holiday[] {
  if (year < (rule.since ?? -Infinity) || year > (rule.until ?? Infinity)) return []
  if (rule.kind === 'easter') {
    return [{ date: formatDate(easterSunday(year) + rule.daysAfterEaster), name: rule.name }]
  }
  const day = dayOf(year, rule.month, rule.day)
  const moved = weekdayOf(day) === 0 ? (rule.onSunday ?? 0) : 0
  return [{ date: formatDate(day + moved), name: rule.name }]
}

function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() / DAY_MS
}
