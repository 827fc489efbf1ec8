import type { AgreementVersion } from './agreement'
import { DAY_MS } from './day-number'
import type { ClockFacts } from './facts'
import type { ZoneTime } from './zone-time'

/** When a ticket closes by itself, and why. */
export interface AutoClose {
  readonly at: number
  /** `no-contact`: the key user was not reached in the contact term. `unconfirmed`: solved, and nobody objected. */
  readonly reason: 'no-contact' | 'unconfirmed'
}

/**
 * When a ticket closes by itself as things stand: after the confirmation term when it is solved, after the contact term
 * while nobody of the customer is heard. null when neither runs.
 * @param silentSince the contact attempt since which nobody was heard (see `silentSinceAttempt`); null when there is none
 */
export function autoCloseOf(
  { solvedAt, closedAt }: Pick<ClockFacts, 'solvedAt' | 'closedAt'>,
  silentSince: number | null,
  {
    confirmationTermDays,
    contactTermDays,
  }: Pick<AgreementVersion, 'confirmationTermDays' | 'contactTermDays'>,
  zone: ZoneTime,
): AutoClose | null {
  if (closedAt !== null) return null
  if (solvedAt !== null)
    return { at: calendarDaysLater(zone, solvedAt, confirmationTermDays), reason: 'unconfirmed' }
  if (silentSince === null) return null
  return { at: calendarDaysLater(zone, silentSince, contactTermDays), reason: 'no-contact' }
}

/**
 * The instant `days` calendar days after `at`, at the same time on the office's wall. A time that does not exist takes
 * the offset from before the gap; one that exists twice is the first.
 */
export function calendarDaysLater(zone: ZoneTime, at: number, days: number): number {
  return zone.toInstant(zone.toLocal(at) + days * DAY_MS)
}
