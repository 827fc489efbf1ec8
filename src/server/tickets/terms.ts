import { agreement20230224 } from '../../shared/sla/agreement'
import { calendarDaysLater } from '../../shared/sla/auto-close'
import { zoneTime } from '../../shared/sla/zone-time'

const termDays = {
  contact: agreement20230224.contactTermDays,
  confirmation: agreement20230224.confirmationTermDays,
} as const

/** Whether a term of the agreement has passed since an instant, in calendar days on the office's wall clock. */
export function termOver(term: keyof typeof termDays, since: number, now: number): boolean {
  const zone = zoneTime(agreement20230224.calendar.timeZone)
  if (!zone) throw new Error('The office has no time zone')
  return calendarDaysLater(zone, since, termDays[term]) <= now
}
