import type { z } from 'zod'
import { agreement20230224, calendarOf } from './agreement'
import { calendarDaysLater } from './auto-close'
import { calculatorRequest, type CalculatorRequest } from './calculator-request'
import { createCalendar, type OfficeCalendar } from './calendar'
import { type ClockBudget, readClock } from './clock'
import { type HolidaySource, holidaysOf } from './holidays'
import { formatInstant } from './iso-instant'

export type CalculatorAnswer = Readonly<Record<string, unknown>>

const agreement = agreement20230224
type CustomCalendar = NonNullable<CalculatorRequest['calendar']>

/** Answers one request of the calculator. What cannot be answered gets `{error}` with a sentence that names the field. */
export function answerRequest(request: unknown): CalculatorAnswer {
  const parsed = calculatorRequest.safeParse(request)
  if (!parsed.success) return { error: problemOf(parsed.error, request) }
  try {
    return answer(parsed.data)
  } catch (error) {
    if (error instanceof Error) return { error: `this cannot be answered: ${error.message}` }
    throw error
  }
}

/** Answers one line of JSON; null for a blank line. */
export function answerLine(line: string): CalculatorAnswer | null {
  const json = line.replace(/^\uFEFF/, '').trim()
  if (json === '') return null
  try {
    return answerRequest(JSON.parse(json))
  } catch (error) {
    if (error instanceof SyntaxError) return { error: `the line is not JSON: ${error.message}` }
    throw error
  }
}

function answer(request: CalculatorRequest): CalculatorAnswer {
  if (request.op === 'holidays') {
    return { holidays: holidaysOf(holidaySource(request.calendar), request.year) }
  }
  const calendar = calendarFor(request.calendar, request.closedDays)
  switch (request.op) {
    case 'openIntervals':
      return {
        intervals: calendar
          .openIntervals(request.date)
          .map(({ open, close }) => ({ open: formatInstant(open), close: formatInstant(close) })),
      }
    case 'effectiveStart':
      return { at: formatInstant(calendar.effectiveStart(request.at)) }
    case 'add':
      return { at: formatInstant(calendar.add(request.start, toMicroseconds(request.minutes * 60_000))) }
    case 'between':
      return { ms: toMicroseconds(calendar.between(request.from, request.to)) }
    case 'endOfWorkingDay':
      return { at: formatInstant(calendar.endOfWorkingDay(request.start, request.plusWorkingDays)) }
    case 'autoClose':
      return {
        at: formatInstant(calendarDaysLater(calendar.zone, request.lastContact, agreement.contactTermDays)),
      }
    case 'clock': {
      const reading = readClock(calendar, {
        budget: budgetFor(request.target),
        start: request.start,
        pauses: request.pauses,
        now: request.now ?? request.start,
      })
      return {
        due: reading.due === null ? null : formatInstant(reading.due),
        dueIfResumedNow: formatInstant(reading.dueIfResumedNow),
        elapsedMs: toMicroseconds(reading.elapsedMs),
        remainingMs: toMicroseconds(reading.remainingMs),
        overdueMs: toMicroseconds(reading.overdueMs),
      }
    }
  }
}

function budgetFor(target: (CalculatorRequest & { op: 'clock' })['target']): ClockBudget {
  if (target === 'response' || target === 'aim') return agreement[target]
  return agreement.resolution[target === 'action' ? 'high' : target]
}

/** Ms without the noise of binary fractions: 90.1 minutes are 5,406,000 ms. */
function toMicroseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000
}

function holidaySource(custom: CustomCalendar | undefined): HolidaySource {
  if (custom === undefined) return agreement.calendar.holidays
  return {
    kind: 'list',
    holidays: [...new Set(custom.holidays)].map((date) => ({ date, name: 'Feestdag' })),
  }
}

const CALENDARS_KEPT = 200
const customCalendars = new Map<string, OfficeCalendar>()

function calendarFor(custom: CustomCalendar | undefined, closedDays: readonly string[]): OfficeCalendar {
  if (custom === undefined && closedDays.length === 0) return calendarOf(agreement)
  const key = JSON.stringify([custom ?? null, closedDays])
  const known = customCalendars.get(key)
  if (known !== undefined) return known
  const spec = custom ?? agreement.calendar
  const calendar = createCalendar({ ...spec, holidays: holidaySource(custom) }, closedDays)
  const oldest = customCalendars.keys().next()
  if (customCalendars.size >= CALENDARS_KEPT && !oldest.done) customCalendars.delete(oldest.value)
  customCalendars.set(key, calendar)
  return calendar
}

/** The first thing wrong with a request, as a sentence that begins with the field's name. */
function problemOf(error: z.ZodError, request: unknown): string {
  const issue = error.issues[0]
  if (issue === undefined) return 'the request cannot be answered'
  const field = issue.path.reduce<string>(
    (name, key) =>
      typeof key === 'number' ? `${name}[${key}]` : name === '' ? String(key) : `${name}.${String(key)}`,
    '',
  )
  if (field === '') return issue.message
  return isMissing(request, issue.path) ? `${field} is missing` : `${field} ${issue.message}`
}

function isMissing(request: unknown, path: readonly PropertyKey[]): boolean {
  let value = request
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return false
    if (!Object.hasOwn(value, key)) return true
    value = Reflect.get(value, key)
  }
  return value === undefined
}
