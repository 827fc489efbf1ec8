import { DAY_MS } from './day-number'
import type { ZoneTime } from './zone-time'

/**
 * The instant `days` calendar days after `at`, at the same time on the office's wall. A time that does not exist takes
 * the offset from before the gap; one that exists twice is the first. For closing a ticket after seven
 * days without contact, or solved and unconfirmed.
 */
export function calendarDaysLater(zone: ZoneTime, at: number, days: number): number {
  return zone.toInstant(zone.toLocal(at) + days * DAY_MS)
}
