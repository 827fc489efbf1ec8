export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** Opening and closing wall-clock times, `HH:MM` or `HH:MM:SS`; `24:00` closes at the end of the day. */
export type OpenHours = readonly [open: string, close: string]

/** A weekday that is left out is closed. */
export type WeeklyHours = Readonly<Partial<Record<Weekday, readonly OpenHours[]>>>

/** Wall-clock milliseconds after midnight, [open, close). */
export interface HoursOfDay {
  readonly open: number
  readonly close: number
}

const TIME_PATTERN = /^(\d{2}):(\d{2})(?::(\d{2}))?$/

/** Milliseconds after midnight; null when the text is no time of day between 00:00 and 24:00. */
export function parseTimeOfDay(text: string): number | null {
  const match = TIME_PATTERN.exec(text)
  if (match === null) return null
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? '0')]
  if (minutes > 59 || seconds > 59) return null
  const total = ((hours * 60 + minutes) * 60 + seconds) * 1000
  return total <= 86_400_000 ? total : null
}

/** What is wrong with one pair of times, as words to put behind its name; null when it is sound. */
export function hoursProblem([open, close]: OpenHours): string | null {
  const opens = parseTimeOfDay(open)
  const closes = parseTimeOfDay(close)
  if (opens === null) return `opens at "${open}", which is no time of day (HH:MM)`
  if (closes === null) return `closes at "${close}", which is no time of day (HH:MM, at most 24:00)`
  if (closes <= opens) return `closes at ${close}, which is not after it opens at ${open}`
  return null
}

/** The week's hours by weekday number (0 is Sunday), in order of opening. Throws a RangeError when unsound. */
export function parseWeeklyHours(weekly: WeeklyHours): readonly (readonly HoursOfDay[])[] {
  return WEEKDAYS.map((weekday) =>
    (weekly[weekday] ?? [])
      .map((hours) => {
        const problem = hoursProblem(hours)
        if (problem !== null) throw new RangeError(`${weekday} ${problem}`)
        return { open: parseTimeOfDay(hours[0]) ?? 0, close: parseTimeOfDay(hours[1]) ?? 0 }
      })
      .toSorted((a, b) => a.open - b.open),
  )
}
