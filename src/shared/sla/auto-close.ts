import type { AgreementVersion } from './agreement'
import { DAY_MS } from './day-number'
import type { ZoneTime } from './zone-time'

/** When a ticket closes by itself, and why. */
export interface AutoClose {
  readonly at: number
  /** `no-contact`: the key user was not reached in the contact term. `unconfirmed`: solved, and nobody objected. */
  readonly reason: 'no-contact' | 'unconfirmed'
}

/** Instants in epoch ms. */
export interface Silence {
  readonly closedAt: number | null
  /** Since when a solution waits for its confirmation; null when the ticket is not solved. */
  readonly unconfirmedSince: number | null
  /** The contact attempt since which nobody was heard (see `silentSinceAttempt`); null when there is none. */
  readonly silentSince: number | null
}

/**
 * When a ticket closes by itself as things stand: after the confirmation term when it is solved, after the contact term
 * while nobody of the customer is heard. null when neither runs.
 */
export function autoCloseOf(
  { closedAt, unconfirmedSince, silentSince }: Silence,
  {
    confirmationTermDays,
    contactTermDays,
  }: Pick<AgreementVersion, 'confirmationTermDays' | 'contactTermDays'>,
  zone: ZoneTime,
): AutoClose | null {
  if (closedAt !== null) return null
  if (unconfirmedSince !== null)
    return { at: calendarDaysLater(zone, unconfirmedSince, confirmationTermDays), reason: 'unconfirmed' }
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
