import type { OfficeCalendar } from '../../shared/sla/calendar'

const MINUTE_MS = 60_000

/** A medium ticket's feedback and wait, chosen so that its resolution is due at a wanted moment. */
export interface WantedDue {
  readonly feedbackAt: number
  /** Office minutes that the ticket waited for an external party after the feedback; 0 for no wait. */
  readonly waitMinutes: number
}

/**
 * When feedback was given, and how long was waited, for a medium ticket that is due `minutesLeft` office minutes after
 * `now`. Medium is due at the end of the next working day; the wait moves that to any time of the day.
 */
export function wantedDue(calendar: OfficeCalendar, now: number, minutesLeft: number): WantedDue {
  const target = calendar.add(now, minutesLeft * MINUTE_MS)
  for (let minutes = 30; ; minutes += 30) {
    const feedbackAt = calendar.subtract(now, minutes * MINUTE_MS)
    const due = calendar.endOfWorkingDay(feedbackAt, 1)
    if (due <= target) return { feedbackAt, waitMinutes: calendar.between(due, target) / MINUTE_MS }
  }
}
