import type { OfficeCalendar } from '../../../../shared/sla/calendar'
import type { TicketClock } from '../../../../shared/sla/ticket-clocks'

/**
 * A running or overdue clock moved on to `now`: the cheap part of reading it again, so that a second costs one
 * subtraction. All others stand as they are.
 */
export function ticketClockAt(clock: TicketClock, calendar: OfficeCalendar, now: number): TicketClock {
  if (clock.due === null || (clock.state !== 'running' && clock.state !== 'overdue')) return clock
  const remainingMs = calendar.between(now, clock.due)
  const overdueMs = calendar.between(clock.due, now)
  return {
    ...clock,
    state: now > clock.due ? 'overdue' : 'running',
    remainingMs,
    overdueMs,
    elapsedMs: (clock.budgetMs ?? 0) - remainingMs + overdueMs,
  }
}
