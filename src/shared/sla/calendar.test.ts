import { describe, expect, it } from 'vitest'
import { agreement20230224, calendarOf } from './agreement'
import { createCalendar } from './calendar'
import { formatInstant } from './iso-instant'
import { zoneTime } from './zone-time'

const office = calendarOf(agreement20230224)
const amsterdam = zoneTime('Europe/Amsterdam')

/** Wall-clock time in Amsterdam. */
function local(text: string): number {
  if (amsterdam === null) throw new Error('no Europe/Amsterdam')
  return amsterdam.toInstant(Date.parse(`${text}Z`))
}
const wall = (at: number): string => new Date(amsterdam?.toLocal(at) ?? NaN).toISOString().slice(0, 16)
const minutes = (count: number): number => count * 60_000
const noHolidays = { kind: 'list' as const, holidays: [] }

describe('the office calendar', () => {
  it.each([
    ['Fri 6 Feb 15:30', '2026-02-06T15:30', '2026-02-09T11:00'],
    ['Thu 2 Apr 16:00, Easter ahead', '2026-04-02T16:00', '2026-04-07T11:30'],
    ['Mon 2 Feb 17:00:00, which is outside', '2026-02-02T17:00', '2026-02-03T12:30'],
    ['Mon 2 Feb 13:00:00, running out at closing time', '2026-02-02T13:00', '2026-02-02T17:00'],
  ])('counts four office hours from %s', (_name, start, due) => {
    expect(wall(office.add(local(start), minutes(240)))).toBe(due)
  })

  it('opens at 08:30 and is closed at 17:00 sharp', () => {
    expect(office.isOpen(local('2026-02-02T08:29:59'))).toBe(false)
    expect(office.isOpen(local('2026-02-02T08:30'))).toBe(true)
    expect(office.isOpen(local('2026-02-02T16:59:59'))).toBe(true)
    expect(office.isOpen(local('2026-02-02T17:00'))).toBe(false)
  })

  it('counts nothing when it is asked backwards', () => {
    expect(office.between(local('2026-02-03T12:00'), local('2026-02-02T12:00'))).toBe(0)
  })

  it('goes back in office time to the latest instant that leaves the amount', () => {
    const before = (at: string, count: number) => wall(office.subtract(local(at), minutes(count)))
    expect(before('2026-02-03T09:30', 15)).toBe('2026-02-03T09:15')
    expect(before('2026-02-03T09:30', 60)).toBe('2026-02-03T08:30')
    expect(before('2026-02-03T09:30', 90)).toBe('2026-02-02T16:30')
    expect(before('2026-02-02T17:00', 0)).toBe('2026-02-02T17:00')
    expect(before('2026-02-02T17:00', 510)).toBe('2026-02-02T08:30')
    expect(before('2026-04-07T08:30', 60)).toBe('2026-04-02T16:00')
  })

  it('says when it next opens or closes', () => {
    const change = (at: string) => office.nextChange(local(at))
    expect(change('2026-02-02T14:50')).toEqual({ at: local('2026-02-02T17:00'), opens: false })
    expect(change('2026-02-02T17:00')).toEqual({ at: local('2026-02-03T08:30'), opens: true })
    expect(change('2026-04-03T12:00')).toEqual({ at: local('2026-04-07T08:30'), opens: true })
  })

  it('says why it is closed', () => {
    const withStaffDay = calendarOf(agreement20230224, ['2026-02-04'])
    expect(withStaffDay.closedReason('2026-02-04')).toEqual({ kind: 'staff-day' })
    expect(withStaffDay.closedReason('2026-02-07')).toEqual({ kind: 'weekend' })
    expect(withStaffDay.closedReason('2026-04-27')).toEqual({ kind: 'holiday', name: 'Koningsdag' })
    expect(withStaffDay.closedReason('2026-02-05')).toBeNull()
    expect(withStaffDay.openIntervals('2026-02-04')).toEqual([])
  })

  it('is built once for the same staff days, in any order', () => {
    expect(calendarOf(agreement20230224, ['2026-02-04', '2026-02-05'])).toBe(
      calendarOf(agreement20230224, ['2026-02-05', '2026-02-04', '2026-02-05']),
    )
  })

  it('answers the same after far jumps through time', () => {
    const fresh = () => createCalendar(agreement20230224.calendar)
    const travelled = fresh()
    for (const at of ['2026-02-02', '1950-06-01', '2300-06-01', '2025-12-31', '2027-01-01', '1999-12-31']) {
      const start = Date.parse(`${at}T09:00:00Z`)
      expect(travelled.add(start, minutes(5000))).toBe(fresh().add(start, minutes(5000)))
      expect(travelled.subtract(start, minutes(5000))).toBe(fresh().subtract(start, minutes(5000)))
      expect(travelled.between(start - 4e10, start)).toBe(fresh().between(start - 4e10, start))
    }
  })

  it('refuses what lies beyond the last year instead of searching on', () => {
    const closed = createCalendar({ timeZone: 'UTC', weekly: {}, holidays: noHolidays })
    expect(() => closed.effectiveStart(0)).toThrow(RangeError)
    expect(() => closed.add(0, 1)).toThrow(RangeError)
    expect(closed.between(0, 1e12)).toBe(0)
    expect(closed.nextChange(0)).toBeNull()
    expect(() => office.add(0, 1e18)).toThrow(RangeError)
    expect(() => office.effectiveStart(Date.parse('9999-12-31T22:00:00Z'))).toThrow(RangeError)
  })

  it('never closes when it is open day and night', () => {
    const allDay = [['00:00', '24:00']] as const
    const always = createCalendar({
      timeZone: 'Europe/Amsterdam',
      weekly: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay },
      holidays: noHolidays,
    })
    expect(always.nextChange(local('2026-03-28T12:00'))).toBeNull()
    expect(always.between(local('2026-03-28T00:00'), local('2026-03-30T00:00'))).toBe(minutes(47 * 60))
    expect(always.between(local('2026-10-24T00:00'), local('2026-10-26T00:00'))).toBe(minutes(49 * 60))
    expect(wall(always.endOfWorkingDay(local('2026-03-28T12:00'), 1))).toBe('2026-03-30T00:00')
  })
})

describe('a calendar in a night when the clock changes', () => {
  const daily = (timeZone: string, ...hours: readonly (readonly [string, string])[]) =>
    createCalendar({
      timeZone,
      weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours },
      holidays: noHolidays,
    })
  const intervals = (timeZone: string, date: string, ...hours: readonly (readonly [string, string])[]) =>
    daily(timeZone, ...hours)
      .openIntervals(date)
      .map(({ open, close }) => `${formatInstant(open)} ${formatInstant(close)}`)

  it.each([
    ['Europe/Amsterdam', '2026-03-29', '01:00', '04:00', '2026-03-29T00:00:00Z 2026-03-29T02:00:00Z'],
    ['Europe/Amsterdam', '2026-10-25', '01:00', '04:00', '2026-10-24T23:00:00Z 2026-10-25T03:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-04', '01:00', '04:00', '2026-10-03T14:30:00Z 2026-10-03T17:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-05', '01:00', '04:00', '2026-04-04T14:00:00Z 2026-04-04T17:30:00Z'],
    ['America/Havana', '2026-03-08', '00:00', '24:00', '2026-03-08T05:00:00Z 2026-03-09T04:00:00Z'],
    ['America/Havana', '2026-11-01', '00:00', '24:00', '2026-11-01T04:00:00Z 2026-11-02T05:00:00Z'],
    ['America/Santiago', '2026-04-04', '22:00', '24:00', '2026-04-05T01:00:00Z 2026-04-05T04:00:00Z'],
    ['Asia/Kathmandu', '2026-03-29', '09:00', '10:00', '2026-03-29T03:15:00Z 2026-03-29T04:15:00Z'],
  ])('is open in %s on %s from %s to %s as long as that lasts', (zone, date, open, close, expected) => {
    expect(intervals(zone, date, [open, close])).toEqual([expected])
  })

  it('takes a time in the gap with the offset from before it, and the first of a doubled time', () => {
    expect(intervals('Europe/Amsterdam', '2026-03-29', ['02:30', '05:00'])).toEqual([
      '2026-03-29T01:30:00Z 2026-03-29T03:00:00Z',
    ])
    expect(intervals('Europe/Amsterdam', '2026-10-25', ['01:00', '02:30'])).toEqual([
      '2026-10-24T23:00:00Z 2026-10-25T00:30:00Z',
    ])
    expect(intervals('Europe/Amsterdam', '2026-10-25', ['02:30', '05:00'])).toEqual([
      '2026-10-25T00:30:00Z 2026-10-25T04:00:00Z',
    ])
  })

  it('leaves out hours that the gap swallows, and counts none twice', () => {
    expect(intervals('Europe/Amsterdam', '2026-03-29', ['02:30', '03:15'])).toEqual([])
    expect(intervals('Europe/Amsterdam', '2026-03-29', ['02:00', '02:30'], ['03:00', '03:45'])).toEqual([
      '2026-03-29T01:00:00Z 2026-03-29T01:45:00Z',
    ])
  })

  it('lives through a date that a zone skipped', () => {
    const apia = daily('Pacific/Apia', ['08:00', '12:00'])
    const [from, to] = [Date.parse('2011-12-29T12:00:00Z'), Date.parse('2012-01-02T12:00:00Z')]
    // 29 and 31 December, 1 and 2 January: 30 December never was.
    expect(apia.between(from, to)).toBe(minutes(4 * 60 * 4))
  })
})
