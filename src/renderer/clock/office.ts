import { create } from 'zustand'
import { agreement20230224, calendarOf } from '../../shared/sla/agreement'
import type { AgreementVersion } from '../../shared/sla/agreement'
import type { OfficeCalendar } from '../../shared/sla/calendar'
import { officeCalendarOf } from '../../shared/sla/staff-days'
import type { StaffDay } from '../../shared/tickets/people'

interface OfficeHours {
  readonly agreement: AgreementVersion
  readonly calendar: OfficeCalendar
}

/** The calendar that every countdown on screen counts with. */
export const useOffice = create<OfficeHours>(() => ({
  agreement: agreement20230224,
  calendar: calendarOf(agreement20230224),
}))

/** Takes over the office's announced staff days. */
export function setStaffDays(staffDays: readonly StaffDay[]): void {
  const calendar = officeCalendarOf(agreement20230224, staffDays)
  if (useOffice.getState().calendar !== calendar) useOffice.setState({ calendar })
}

/** The calendar now in force, for code outside components. */
export const officeCalendar = (): OfficeCalendar => useOffice.getState().calendar
