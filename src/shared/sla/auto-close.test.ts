import { describe, expect, it } from 'vitest'
import { agreement20230224, calendarOf } from './agreement'
import { autoCloseOf, calendarDaysLater, type Silence } from './auto-close'

const { zone } = calendarOf(agreement20230224)
const utc = (text: string): number => Date.parse(`${text}Z`)

describe('seven calendar days', () => {
  it.each([
    ['on an ordinary week', '2026-02-02T10:00', '2026-02-09T10:00'],
    ['over the change to summer time', '2026-03-22T02:00', '2026-03-29T01:00'],
    ['over the change to winter time', '2026-10-20T00:30', '2026-10-27T01:30'],
    ['to a time that does not exist, with the offset from before', '2026-03-22T01:30', '2026-03-29T01:30'],
    ['to a time that exists twice, the first', '2026-10-18T00:30', '2026-10-25T00:30'],
  ])('end at the same time on the wall %s', (_name, from, to) => {
    expect(calendarDaysLater(zone, utc(from), 7)).toBe(utc(to))
  })
})

describe('closing by itself', () => {
  const attempt = utc('2026-02-03T10:00')
  const nothing: Silence = { closedAt: null, unconfirmedSince: null, silentSince: null }

  it('comes seven days after the attempt since which nobody was heard', () => {
    const closes = { at: utc('2026-02-10T10:00'), reason: 'no-contact' }
    expect(autoCloseOf({ ...nothing, silentSince: attempt }, agreement20230224, zone)).toEqual(closes)
    expect(autoCloseOf(nothing, agreement20230224, zone)).toBeNull()
  })

  it('comes seven days after the solution', () => {
    const solved = { ...nothing, unconfirmedSince: utc('2026-02-04T10:00') }
    const closes = { at: utc('2026-02-11T10:00'), reason: 'unconfirmed' }
    expect(autoCloseOf(solved, agreement20230224, zone)).toEqual(closes)
    expect(autoCloseOf({ ...solved, closedAt: attempt }, agreement20230224, zone)).toBeNull()
  })

  it('keeps the term without contact apart from the term without confirmation', () => {
    const terms = { contactTermDays: 3, confirmationTermDays: 10 }
    const closesAt = (changed: Partial<Silence>) => autoCloseOf({ ...nothing, ...changed }, terms, zone)?.at
    expect(closesAt({ silentSince: attempt })).toBe(utc('2026-02-06T10:00'))
    expect(closesAt({ unconfirmedSince: attempt })).toBe(utc('2026-02-13T10:00'))
  })
})
