import { describe, expect, it } from 'vitest'
import { zoneTime } from '../../shared/sla/zone-time'
import { lengthOf, officeFigure, officeLength, spokenLength } from './figures'
import { moment, spokenMoment } from './moments'

const zone = zoneTime('Europe/Amsterdam')
if (zone === null) throw new Error('no zone')
const english = { zone, language: 'en' as const }
const dutch = { zone, language: 'nl' as const }
const now = Date.parse('2026-11-23T10:00:00+01:00')

describe('the moment beside a countdown', () => {
  it.each([
    ['2026-11-23T14:05:00+01:00', '14:05', '14:05'],
    ['2026-11-24T17:00:00+01:00', 'Tue 17:00', 'di 17:00'],
    ['2026-11-20T17:00:00+01:00', 'Fri 17:00', 'vr 17:00'],
    ['2026-11-30T08:30:00+01:00', '30 Nov', '30 nov'],
    ['2027-03-05T08:30:00+01:00', '5 Mar 2027', '5 mrt 2027'],
    ['2026-11-23T23:30:00Z', 'Tue 00:30', 'di 00:30'],
  ])('writes %s as %s and %s', (iso, en, nl) => {
    expect([moment(english, Date.parse(iso), now), moment(dutch, Date.parse(iso), now)]).toEqual([en, nl])
  })

  it('speaks the weekday in full', () => {
    expect(spokenMoment(dutch, Date.parse('2026-11-24T08:30:00+01:00'), now)).toBe('dinsdag 08:30')
  })
})

describe('office time left', () => {
  it.each([
    [4 * 3_600_000, '4:00'],
    [42 * 60_000 + 59_000, '0:42'],
    [10 * 60_000, '0:10'],
    [9 * 60_000 + 59_999, '9:59'],
    [999, '0:00'],
    [22 * 3_600_000 + 10 * 60_000, '22:10'],
  ])('writes %d ms as %s', (ms, figure) => {
    expect(officeFigure(ms)).toBe(figure)
  })

  it('writes lengths in their two largest units', () => {
    expect(lengthOf(76 * 3_600_000, 'en')).toBe('3 d 4 h')
    expect(lengthOf(130 * 60_000, 'nl')).toBe('2 u 10 min')
    expect(officeLength(76 * 3_600_000, 'en')).toBe('76 h')
    expect(spokenLength(61 * 60_000, 'en')).toBe('1 hour 1 minute')
  })
})
