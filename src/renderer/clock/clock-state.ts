import type { OfficeCalendar } from '../../shared/sla/calendar'
import type { RowClock } from '../data/protocol'

/** The five urgency tones, and `none` for a ticket without a running clock. */
export type Tone = 'on-time' | 'soon' | 'due' | 'missed' | 'waiting' | 'none'

export const soonMs = 60 * 60_000
export const dueMs = 15 * 60_000

export interface ClockState {
  readonly tone: Tone
  /** Office ms left; what was left when the wait began while waiting; office ms past the deadline when overdue. */
  readonly officeMs: number
  readonly overdue: boolean
  /** When the office opens again, if it is closed now and the clock therefore stands still; else null. */
  readonly standsStillUntil: number | null
}

/** How a clock stands at `now`. The aim is an ambition: past it, a clock is `soon`, never `missed`. */
export function clockState(
  clock: Pick<RowClock, 'name' | 'due' | 'remainingMs'>,
  calendar: OfficeCalendar,
  now: number,
): ClockState {
  if (clock.due === null)
    return { tone: 'waiting', officeMs: clock.remainingMs ?? 0, overdue: false, standsStillUntil: null }
  const change = calendar.isOpen(now) ? null : calendar.nextChange(now)
  const standsStillUntil = change?.opens ? change.at : null
  if (now > clock.due) {
    const officeMs = calendar.between(clock.due, now)
    return { tone: clock.name === 'aim' ? 'soon' : 'missed', officeMs, overdue: true, standsStillUntil }
  }
  const officeMs = calendar.between(now, clock.due)
  return { tone: toneOf(officeMs), officeMs, overdue: false, standsStillUntil }
}

/** The tone of a running clock with this much office time left. */
export function toneOf(officeMs: number): Tone {
  if (officeMs < dueMs) return 'due'
  return officeMs < soonMs ? 'soon' : 'on-time'
}
