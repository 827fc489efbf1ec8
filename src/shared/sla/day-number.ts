/** Calendar dates as whole days since 1970-01-01, so that they can be counted and compared. */
export const DAY_MS = 86_400_000

/** 0001-01-01: nothing before it can be asked. */
export const FIRST_DAY = -719_162
/** 9999-12-31: nothing after it can be asked. */
export const LAST_DAY = 2_932_896

const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/

/** The day number of `YYYY-MM-DD`; null when the text is no real date between the years 1 and 9999. */
export function parseDate(date: string): number | null {
  if (!DATE_PATTERN.test(date)) return null
  const epoch = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(epoch)) return null
  const day = epoch / DAY_MS
  return day >= FIRST_DAY && formatDate(day) === date ? day : null
}

/** The day number of `YYYY-MM-DD`. Throws a RangeError when the text is no real date. */
export function dayNumberOf(date: string): number {
  const day = parseDate(date)
  if (day === null) throw new RangeError(`${date} is not a date (YYYY-MM-DD)`)
  return day
}

/** `YYYY-MM-DD` of a day number. */
export function formatDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

export function yearOfDay(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear()
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}
