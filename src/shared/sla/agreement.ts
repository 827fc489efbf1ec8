import { type CalendarSpec, createCalendar, type OfficeCalendar } from './calendar'
import { dutchHolidays } from './dutch-holidays'
import type { ClockBudget } from './clock'
import type { Priority } from './facts'
import { type Clauses, clauses20230224 } from './clauses'

/** Clocks that a wait for the key user can stop. `resolution` includes `action`, the resolution clock of high. */
export type KeyUserWaitScope = 'response' | 'resolution' | 'aim'

/**
 * One version of the support agreement, as it is read. All of it is data: the next version is a new record,
 * and a ticket keeps the version it came in under.
 */
export interface AgreementVersion {
  readonly id: string
  readonly title: string
  /** Date from which it holds, `YYYY-MM-DD`. */
  readonly validFrom: string
  readonly calendar: CalendarSpec
  /** Response time ("reactietijd"). */
  readonly response: ClockBudget
  /** The 24 office hours strived for ("streven"); an ambition, not a target. */
  readonly aim: ClockBudget
  /** Resolution time ("afhandeltijd") by priority; for high this is the action clock. */
  readonly resolution: Readonly<Record<Priority, ClockBudget>>
  /** Clocks that stand still while waiting for the key user. */
  readonly keyUserWaitStops: readonly KeyUserWaitScope[]
  /** Calendar days without contact after which a ticket is closed. */
  readonly contactTermDays: number
  /** Calendar days after which a solved, unconfirmed ticket is closed. */
  readonly confirmationTermDays: number
  readonly clauses: Clauses
}

/** The agreement in force since 24 February 2023. */
export const agreement20230224 = {
  id: '20230224',
  title: 'Odoo SLA support, versie 20230224',
  validFrom: '2023-02-24',
  calendar: {
    timeZone: 'Europe/Amsterdam',
    weekly: {
      mon: [['08:30', '17:00']],
      tue: [['08:30', '17:00']],
      wed: [['08:30', '17:00']],
      thu: [['08:30', '17:00']],
      fri: [['08:30', '17:00']],
    },
    holidays: dutchHolidays,
  },
  response: { kind: 'office-minutes', minutes: 4 * 60 },
  aim: { kind: 'office-minutes', minutes: 24 * 60 },
  resolution: {
    high: { kind: 'at-once' },
    medium: { kind: 'end-of-working-day', plusWorkingDays: 1 },
    low: { kind: 'end-of-working-day', plusWorkingDays: 3 },
  },
  // The strict wording lengthens only the response time while the key user cannot be reached; an office that
  // reads it so lists ['response'] here.
  keyUserWaitStops: ['response', 'resolution', 'aim'],
  contactTermDays: 7,
  confirmationTermDays: 7,
  clauses: clauses20230224,
} as const satisfies AgreementVersion

const calendars = new WeakMap<CalendarSpec, Map<string, OfficeCalendar>>()

/**
 * The office calendar of an agreement version with an office's staff days (`YYYY-MM-DD`, any order). The same
 * days give the same calendar, so that what it has worked out is kept. Throws a RangeError on an impossible date.
 */
export function calendarOf(agreement: AgreementVersion, staffDays: readonly string[] = []): OfficeCalendar {
  const key = [...new Set(staffDays)].sort().join()
  const known = calendars.get(agreement.calendar) ?? new Map<string, OfficeCalendar>()
  calendars.set(agreement.calendar, known)
  const found = known.get(key) ?? createCalendar(agreement.calendar, staffDays)
  known.set(key, found)
  return found
}
