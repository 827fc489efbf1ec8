import { agreement20230224 } from '../../src/shared/sla/agreement'
import { createCalendar } from '../../src/shared/sla/calendar'

const hour = 3_600_000

/** How far ahead (ms) a server's clock must run so that it is eleven in the morning of a working day. */
export function untilOfficeHours(now: number): number {
  const calendar = createCalendar(agreement20230224.calendar)
  return calendar.endOfWorkingDay(now, 1) - 6 * hour - now
}
