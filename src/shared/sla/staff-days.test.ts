import { describe, expect, it } from 'vitest'
import { agreement20230224, calendarOf } from './agreement'
import { countedStaffDays, officeCalendarOf } from './staff-days'

const { zone } = calendarOf(agreement20230224)
const announced = (date: string, at: string) => ({ date, announcedAt: Date.parse(at) })

describe('staff days', () => {
  it('count when they were announced on an earlier date of the office', () => {
    const days = [
      announced('2026-02-03', '2026-02-02T22:59:00Z'),
      announced('2026-02-04', '2026-02-03T23:00:00Z'),
      announced('2026-02-05', '2026-02-09T10:00:00Z'),
    ]
    // 23:00 UTC is midnight in Amsterdam: the second was announced on the day itself.
    expect(countedStaffDays(days, zone)).toEqual(['2026-02-03'])
  })

  it('move no deadline that had passed when they were announced', () => {
    const monday = Date.parse('2026-02-02T09:00:00Z')
    const budget = 24 * 3_600_000
    const before = officeCalendarOf(agreement20230224, []).add(monday, budget)
    const late = officeCalendarOf(agreement20230224, [announced('2026-02-03', '2026-02-06T09:00:00Z')])
    const inTime = officeCalendarOf(agreement20230224, [announced('2026-02-03', '2026-02-02T10:00:00Z')])
    expect(late.add(monday, budget)).toBe(before)
    expect(inTime.add(monday, budget)).toBeGreaterThan(before)
  })
})
