import type { AgreementVersion } from './agreement'
import type { OfficeCalendar } from './calendar'
import { readClock } from './clock'
import { waitsOf, type PlannedClock, planClocks } from './clock-plan'
import { type ClockDeadline, deadlineOf } from './deadlines'
import type { ClockFacts } from './facts'

export type ClockState =
  | 'not-started'
  | 'running'
  /** A wait holds it up: no deadline, only what is left. */
  | 'waiting'
  /** Past its due moment and not stopped. */
  | 'overdue'
  | 'met'
  | 'missed'
  /** Ended without a verdict: the ticket was closed, or solved before the clock began. */
  | 'stopped'

/** One clock at one moment. A stopped clock reads as it did when it stopped. UTC instants, office ms. */
export interface TicketClock extends ClockDeadline {
  readonly state: ClockState
  /** null before the start; equal to `due` when nothing is waited for. */
  readonly dueIfResumedNow: number | null
  readonly elapsedMs: number
  readonly remainingMs: number
  readonly overdueMs: number
}

/** A ticket's clocks at `now`, in the order response, action or resolution, aim. */
export function ticketClocks(
  facts: ClockFacts,
  agreement: AgreementVersion,
  calendar: OfficeCalendar,
  now: number,
): readonly TicketClock[] {
  return planClocks(facts, agreement).map((clock) => readTicketClock(clock, facts, agreement, calendar, now))
}

function readTicketClock(
  clock: PlannedClock,
  facts: ClockFacts,
  agreement: AgreementVersion,
  calendar: OfficeCalendar,
  now: number,
): TicketClock {
  const deadline = deadlineOf(clock, facts, agreement, calendar)
  const state = stateOf(deadline, now)
  if (clock.start === null) {
    return { ...deadline, state, dueIfResumedNow: null, elapsedMs: 0, remainingMs: 0, overdueMs: 0 }
  }
  const { dueIfResumedNow, elapsedMs, remainingMs, overdueMs } = readClock(calendar, {
    budget: clock.budget,
    start: clock.start,
    pauses: waitsOf(clock, facts, agreement),
    now: clock.stoppedAt ?? now,
  })
  return { ...deadline, state, dueIfResumedNow, elapsedMs, remainingMs, overdueMs }
}

function stateOf({ start, due, outcome }: ClockDeadline, now: number): ClockState {
  if (outcome !== null) return outcome
  if (start === null) return 'not-started'
  if (due === null) return 'waiting'
  return now > due ? 'overdue' : 'running'
}
