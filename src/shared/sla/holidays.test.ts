import Holidays from 'date-holidays'
import { describe, expect, it } from 'vitest'
import { dutchHolidays } from './dutch-holidays'
import { holidaysOf } from './holidays'

describe('the agreement’s holidays', () => {
  it('are those of date-holidays for the Netherlands, public and school, from 1900 to 2200', () => {
    const library = new Holidays('NL', { types: ['public', 'school'], languages: ['nl'] })
    for (let year = 1900; year <= 2200; year++) {
      const dates = library.getHolidays(year).map(({ date }) => date.slice(0, 10))
      expect(holidaysOf(dutchHolidays, year).map(({ date }) => date)).toEqual(dates)
    }
  })

  it('have Ascension Day and Liberation Day on one date in 2016', () => {
    expect(holidaysOf(dutchHolidays, 2016).filter(({ date }) => date === '2016-05-05')).toEqual([
      { date: '2016-05-05', name: 'Bevrijdingsdag' },
      { date: '2016-05-05', name: 'Hemelvaartsdag' },
    ])
  })

  it('keep 24 and 31 December as ordinary days, and move only King’s Day', () => {
    const dates = (year: number) => holidaysOf(dutchHolidays, year).map(({ date }) => date)
    expect(dates(2025)).toContain('2025-04-26')
    expect(dates(2025)).not.toContain('2025-04-27')
    expect(dates(2027)).toContain('2027-12-25')
    expect(dates(2027)).not.toContain('2027-12-24')
    expect(dates(2027)).not.toContain('2027-12-31')
  })
})

describe('a list of holidays', () => {
  it('gives those of the year asked, oldest first', () => {
    const source = {
      kind: 'list' as const,
      holidays: [
        { date: '2027-03-01', name: 'c' },
        { date: '2026-12-24', name: 'b' },
        { date: '2026-01-02', name: 'a' },
      ],
    }
    expect(holidaysOf(source, 2026).map(({ name }) => name)).toEqual(['a', 'b'])
  })
})
