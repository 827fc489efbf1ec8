import dayjs from 'dayjs'
import businessTime from 'dayjs-business-time'
import OpeningHours from 'opening_hours'
import { agreement20230224 } from '../../src/shared/sla/agreement'
import { holidaysOf } from '../../src/shared/sla/holidays'

/**
 * The npm libraries that answer the same two questions, set up with the same office hours and holidays. Both reckon in the
 * process's own time zone, so the bench runs in Amsterdam. Instants in epoch ms, amounts in ms.
 */
export interface OfficeTimeReckoner {
  readonly name: string
  between(from: number, to: number): number
  add(start: number, officeMs: number): number
}

const office = { start: '08:30:00', end: '17:00:00' }

/** dayjs-business-time works in whole minutes. */
export function dayjsBusinessTime(years: readonly number[]): OfficeTimeReckoner {
  dayjs.extend(businessTime)
  dayjs.setHolidays(
    years.flatMap((year) => holidaysOf(agreement20230224.calendar.holidays, year).map(({ date }) => date)),
  )
  const day = [office]
  dayjs.setBusinessTime({
    monday: day,
    tuesday: day,
    wednesday: day,
    thursday: day,
    friday: day,
    saturday: null as never,
    sunday: null as never,
  })
  return {
    name: 'dayjs-business-time',
    between: (from, to) => dayjs(from).businessMinutesDiff(dayjs(to)) * 60_000,
    add: (start, officeMs) =>
      dayjs(start)
        .addBusinessMinutes(officeMs / 60_000)
        .valueOf(),
  }
}

/** opening_hours reads the notation of OpenStreetMap, with its own table of Dutch public holidays. */
export function openingHours(): OfficeTimeReckoner {
  const hours = new OpeningHours(
    'Mo-Fr 08:30-17:00; PH off; easter -2 days off; May 05 off',
    { lat: 52.37, lon: 4.9, address: { country_code: 'nl', state: 'Noord-Holland' } },
    0,
  )
  return {
    name: 'opening_hours',
    between: (from, to) => hours.getOpenDuration(new Date(from), new Date(to))[0],
    add: (start, officeMs) => {
      const iterator = hours.getIterator(new Date(start))
      let left = officeMs
      let at = start
      for (;;) {
        const wasOpen = iterator.getState()
        if (!iterator.advance()) return NaN
        const next = iterator.getDate().getTime()
        if (wasOpen && next - at >= left) return at + left
        if (wasOpen) left -= next - at
        at = next
      }
    },
  }
}
