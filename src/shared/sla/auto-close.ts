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
 * When a ticket closes by itself as things stand: after the confirmation term when it is solved, after the contact term since
 * the last contact attempt while it waits for the key user. null when neither runs.
 */
export function autoCloseOf(
  facts: ClockFacts,
  lastContactAttemptAt: number | null,
  agreement: AgreementVersion,
  zone: ZoneTime,
): AutoClose | null {
  if (facts.closedAt !== null) return null
  if (facts.solvedAt !== null) {
    return {
      at: calendarDaysLater(zone, facts.solvedAt, agreement.confirmationTermDays),
      reason: 'unconfirmed',
    }
  }
  const isWaitingForKeyUser = facts.waits.some(({ kind, to }) => kind === 'key-user' && to === null)
  if (!isWaitingForKeyUser || lastContactAttemptAt === null) return null
  return {
    at: calendarDaysLater(zone, lastContactAttemptAt, agreement.contactTermDays),
    reason: 'no-contact',
  }
}

/**
 * The instant `days` calendar days after `at`, at the same time on the office's wall. A time that does not exist takes
 * the offset from before the gap; one that exists twice is the first.
 */
export function calendarDaysLater(zone: ZoneTime, at: number, days: number): number {
  return zone.toInstant(zone.toLocal(at) + days * DAY_MS)
}
