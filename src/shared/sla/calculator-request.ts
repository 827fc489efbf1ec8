import { z } from 'zod'
import { parseDate } from './day-number'
import { parseInstant } from './iso-instant'
import { hoursProblem, type Weekday } from './weekly-hours'
import { zoneTime } from './zone-time'

/**
 * What the calculator can be asked: one schema for each `op`. Instants come out as epoch ms, dates stay `YYYY-MM-DD`.
 * Messages are written to stand behind the name of the field.
 */
const text = z.string({ error: 'must be text' })

const instant = text.transform((value, context) => {
  const at = parseInstant(value)
  if (at !== null) return at
  context.addIssue({
    code: 'custom',
    message: `is "${value}", which is no ISO 8601 instant with an offset, such as 2026-02-02T16:00:00Z`,
  })
  return z.NEVER
})

const date = text.refine((value) => parseDate(value) !== null, {
  error: (issue) => `is "${String(issue.input)}", which is no date (YYYY-MM-DD)`,
})

const finite = z.number({ error: 'must be a number' })
const wholeNumber = z.int({ error: 'must be a whole number' })

const openHours = z
  .tuple([text, text], { error: 'must be a pair of times, such as ["08:30","17:00"]' })
  .superRefine((hours, context) => {
    const problem = hoursProblem(hours)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem })
  })

const hoursOfDay = z.array(openHours, { error: 'must be a list of pairs of times' }).optional()

const weekly = z.strictObject(
  {
    mon: hoursOfDay,
    tue: hoursOfDay,
    wed: hoursOfDay,
    thu: hoursOfDay,
    fri: hoursOfDay,
    sat: hoursOfDay,
    sun: hoursOfDay,
  } satisfies Record<Weekday, unknown>,
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `knows no day ${issue.keys.join(', ')}: use mon, tue, wed, thu, fri, sat, sun`
        : 'must be an object of weekdays',
  },
)

const calendar = z.object(
  {
    timeZone: text.refine((name) => zoneTime(name) !== null, {
      error: (issue) => `is "${String(issue.input)}", which is no time zone`,
    }),
    weekly,
    holidays: z.array(date, { error: 'must be a list of dates' }).default([]),
  },
  { error: 'must be an object with timeZone, weekly and holidays' },
)

const common = {
  calendar: calendar.optional(),
  closedDays: z.array(date, { error: 'must be a list of dates' }).default([]),
}

const pause = z
  .object({ from: instant, to: instant.nullable() }, { error: 'must be an object with from and to' })
  .refine(({ from, to }) => to === null || to >= from, { error: 'ends before it begins' })

export const calculatorRequest = z.discriminatedUnion(
  'op',
  [
    z.object({
      op: z.literal('holidays'),
      year: wholeNumber.min(1, 'must be 1 or later').max(9999, 'must be 9999 or earlier'),
      ...common,
    }),
    z.object({ op: z.literal('openIntervals'), date, ...common }),
    z.object({ op: z.literal('effectiveStart'), at: instant, ...common }),
    z.object({
      op: z.literal('add'),
      start: instant,
      minutes: finite.min(0, 'must not be negative'),
      ...common,
    }),
    z
      .object({ op: z.literal('between'), from: instant, to: instant, ...common })
      .refine(({ from, to }) => to >= from, { path: ['to'], error: 'is before from' }),
    z.object({
      op: z.literal('endOfWorkingDay'),
      start: instant,
      plusWorkingDays: wholeNumber.min(0, 'must not be negative'),
      ...common,
    }),
    z.object({
      op: z.literal('clock'),
      target: z.enum(['response', 'action', 'medium', 'low', 'aim'], {
        error: 'must be response, action, medium, low or aim',
      }),
      start: instant,
      pauses: z.array(pause, { error: 'must be a list of {from, to}' }).default([]),
      now: instant.optional(),
      ...common,
    }),
    z.object({ op: z.literal('autoClose'), lastContact: instant, ...common }),
  ],
  {
    error: (issue) =>
      issue.code === 'invalid_union'
        ? 'must be holidays, openIntervals, effectiveStart, add, between, endOfWorkingDay, clock or autoClose'
        : 'the request must be an object',
  },
)

export type CalculatorRequest = z.output<typeof calculatorRequest>
