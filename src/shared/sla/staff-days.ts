import { type AgreementVersion, calendarOf } from './agreement'
import type { OfficeCalendar } from './calendar'
import { DAY_MS, formatDate } from './day-number'
import type { ZoneTime } from './zone-time'

interface AnnouncedDay {
  /** `YYYY-MM-DD` */
  readonly date: string
  /** Epoch ms. */
  readonly announcedAt: number
}

/**
 * The staff days ("personeelsdagen") that the calendar counts with: a day must be announced beforehand, so one that was
 * announced on the day itself or later moves nothing.
 */
export const countedStaffDays = (days: readonly AnnouncedDay[], zone: ZoneTime): readonly string[] =>
  days.filter(({ date, announcedAt }) => date > dateAt(zone, announcedAt)).map(({ date }) => date)

/** The office's date (`YYYY-MM-DD`) at an instant. */
export const dateAt = (zone: ZoneTime, at: number): string =>
  formatDate(Math.floor(zone.toLocal(at) / DAY_MS))

/** The calendar of an office: its agreement's, with the staff days that were announced beforehand. */
export const officeCalendarOf = (
  agreement: AgreementVersion,
  staffDays: readonly AnnouncedDay[],
): OfficeCalendar => calendarOf(agreement, countedStaffDays(staffDays, calendarOf(agreement).zone))
