import { describe, expect, it } from 'vitest'
import { zoneTime } from '../../shared/sla/zone-time'
import type { ZoneTime } from '../../shared/sla/zone-time'
import { fullMoment } from './moments'
import { readWhen } from './when'

const zone = zoneTime('Europe/Amsterdam') as ZoneTime
/** Tuesday 24 November 2026, 15:20 in Amsterdam. */
const now = Date.parse('2026-11-24T15:20:00+01:00')
const read = (text: string, at = now): string => {
  const when = readWhen(text, { now: at, zone })
  return when.kind === 'at' ? fullMoment({ zone, language: 'nl' }, when.at) : when.kind
}

describe('when something happened, as people write it', () => {
  it.each([
    ['', 'now'],
    ['  ', 'now'],
    ['nu', 'now'],
    ['Now', 'now'],
    ['8u31', 'di 24 nov 2026 08:31'],
    ['8.31', 'di 24 nov 2026 08:31'],
    ['08:31', 'di 24 nov 2026 08:31'],
    ['831', 'di 24 nov 2026 08:31'],
    ['0831', 'di 24 nov 2026 08:31'],
    ['8:31 uur', 'di 24 nov 2026 08:31'],
    ['8 uur', 'di 24 nov 2026 08:00'],
    ['14u', 'di 24 nov 2026 14:00'],
    ['14u30', 'di 24 nov 2026 14:30'],
    ['14h30', 'di 24 nov 2026 14:30'],
    ['14 u 30', 'di 24 nov 2026 14:30'],
    ['2:30 pm', 'di 24 nov 2026 14:30'],
    ['2pm', 'di 24 nov 2026 14:00'],
    ['12:05 am', 'di 24 nov 2026 00:05'],
    ['vandaag 9:00', 'di 24 nov 2026 09:00'],
    ['gisteren 16:40', 'ma 23 nov 2026 16:40'],
    ['Gisteren om 16.40', 'ma 23 nov 2026 16:40'],
    ['16:40 gisteren', 'ma 23 nov 2026 16:40'],
    ['yesterday 16:40', 'ma 23 nov 2026 16:40'],
    ['eergisteren 9:00', 'zo 22 nov 2026 09:00'],
    ['ma 9:15', 'ma 23 nov 2026 09:15'],
    ['maandag 9:15', 'ma 23 nov 2026 09:15'],
    ['Mon 9:15', 'ma 23 nov 2026 09:15'],
    ['di 9:15', 'di 24 nov 2026 09:15'],
    ['di 16:00', 'di 17 nov 2026 16:00'],
    ['wo 9:15', 'wo 18 nov 2026 09:15'],
    ['12-11 9:15', 'do 12 nov 2026 09:15'],
    ['12 nov 9:15', 'do 12 nov 2026 09:15'],
    ['12 november 2026, 9u15', 'do 12 nov 2026 09:15'],
    ['do 12 nov 9:15', 'do 12 nov 2026 09:15'],
    ['12/11/2026 09:15', 'do 12 nov 2026 09:15'],
    ['12-11-26 915', 'do 12 nov 2026 09:15'],
    ['12.11.2026 9:15', 'do 12 nov 2026 09:15'],
    ['2026-11-12 09:15', 'do 12 nov 2026 09:15'],
    ['24 nov 2026 9:15', 'di 24 nov 2026 09:15'],
    ['25 dec 10:00', 'do 25 dec 2025 10:00'],
    ['15:24', 'di 24 nov 2026 15:24'],
    ['12 nov 20:26', 'do 12 nov 2026 20:26'],
    ['12 nov 2025 2026', 'wo 12 nov 2025 20:26'],
    ['gisteren 2026', 'ma 23 nov 2026 20:26'],
    ['12 nov 1915', 'do 12 nov 2026 19:15'],
    ['vanochtend 8u31', 'di 24 nov 2026 08:31'],
    ['vanmorgen 9:00', 'di 24 nov 2026 09:00'],
    ['8u31 vanochtend', 'di 24 nov 2026 08:31'],
    ['this morning 8:31', 'di 24 nov 2026 08:31'],
    ['vanmiddag 2 uur', 'di 24 nov 2026 14:00'],
    ['gistermiddag 16:40', 'ma 23 nov 2026 16:40'],
    ['gistermiddag om 4 uur', 'ma 23 nov 2026 16:00'],
    ['yesterday afternoon 12:15', 'ma 23 nov 2026 12:15'],
    ['gisteravond half 9', 'ma 23 nov 2026 20:30'],
    ['gisteren morgen 9:00', 'ma 23 nov 2026 09:00'],
    ['eergisteravond 20:00', 'zo 22 nov 2026 20:00'],
    ['maandagochtend 9u', 'ma 23 nov 2026 09:00'],
    ['half 9', 'di 24 nov 2026 08:30'],
    ['gisteren half 12', 'ma 23 nov 2026 11:30'],
    ['vanmiddag half 3', 'di 24 nov 2026 14:30'],
    ['vanmiddag half 1', 'di 24 nov 2026 12:30'],
    ['maandag jl. 9:00', 'ma 23 nov 2026 09:00'],
    ['wo j.l. 9:00', 'wo 18 nov 2026 09:00'],
    ['12 november jl. 9:00', 'do 12 nov 2026 09:00'],
    ['12e nov 9:00', 'do 12 nov 2026 09:00'],
    ['12th november 2026 9:00', 'do 12 nov 2026 09:00'],
    ['do. 12 nov. 9:00', 'do 12 nov 2026 09:00'],
    ['8u31.', 'di 24 nov 2026 08:31'],
    ['2026-11-12T09:00', 'do 12 nov 2026 09:00'],
    ['\u200e8:31\u200f', 'di 24 nov 2026 08:31'],
    ['\ufeff１２－１１ ９：１５', 'do 12 nov 2026 09:15'],
    ['12\u201111 9:15', 'do 12 nov 2026 09:15'],
    ['gisteren\u00a016:40', 'ma 23 nov 2026 16:40'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each([
    ['2510', 'unreadable'],
    ['25:10', 'unreadable'],
    ['9:5', 'unreadable'],
    ['8', 'unreadable'],
    ['24:00', 'unreadable'],
    ['8:61', 'unreadable'],
    ['13pm', 'unreadable'],
    ['morgen 9:00', 'unreadable'],
    ['gisteren', 'unreadable'],
    ['12-11', 'unreadable'],
    ['31-11 9:15', 'unreadable'],
    ['30 feb 9:15', 'unreadable'],
    ['wo 12 nov 9:15', 'unreadable'],
    ['12-13-2026 9:15', 'unreadable'],
    ['1-1-1999 9:15', 'unreadable'],
    ['half drie', 'unreadable'],
    ['constructor 9:15', 'unreadable'],
    ['9:15 9:15', 'unreadable'],
    ['12 nov 2026', 'unreadable'],
    ['do 12 nov 2026', 'unreadable'],
    ['12e nov. 2026', 'unreadable'],
    ['3 maart 2025', 'unreadable'],
    ['12-11 2026', 'unreadable'],
    ['12/11 2026', 'unreadable'],
    ['2026 12 nov', 'unreadable'],
    ['12 nov jl. 2026', 'unreadable'],
    ['12 nov 2026 uur', 'unreadable'],
    ['12-11-2026', 'unreadable'],
    ['2026-11-12', 'unreadable'],
    ['2026-11-12T09:00Z', 'unreadable'],
    ['half 3', 'unreadable'],
    ['half 13', 'unreadable'],
    ['half 9 pm', 'unreadable'],
    ['vanochtend 14:00', 'unreadable'],
    ['gistermiddag 9:00', 'unreadable'],
    ['overmorgen 9:00', 'unreadable'],
    ['morgenochtend 9:00', 'unreadable'],
    ['di jl. 9:00', 'unreadable'],
    ['van 9:00', 'unreadable'],
    ['this 9:00', 'unreadable'],
    ['vanavond 8 uur', 'future'],
    ['23:59', 'future'],
    ['15:26', 'future'],
    ['25-11-2026 9:15', 'future'],
    ['vandaag 17:00', 'future'],
  ])('%s is refused: %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it('takes 29 February from the latest leap year', () => {
    expect(read('29 feb 9:00')).toBe('do 29 feb 2024 09:00')
  })

  it('says what the clock did in the nights when it was set', () => {
    const at = (text: string, iso: string) => readWhen(text, { now: Date.parse(iso), zone })
    // Summer time begins: 02:30 was skipped, the hour after it is meant.
    expect(at('2:30', '2026-03-29T12:00:00+02:00')).toEqual({
      kind: 'at',
      at: Date.parse('2026-03-29T03:30:00+02:00'),
      wall: 'skipped',
    })
    // Summer time ends: 02:30 came twice, the first is meant.
    expect(at('2:30', '2026-10-25T12:00:00+01:00')).toEqual({
      kind: 'at',
      at: Date.parse('2026-10-25T02:30:00+02:00'),
      wall: 'twice',
    })
    expect(at('3:30', '2026-10-25T12:00:00+01:00')).toMatchObject({ wall: 'once' })
  })

  it('counts the days on the wall of the office, not of this machine', () => {
    // Ten past midnight in Amsterdam: in UTC it is still the day before.
    expect(read('gisteren 23:50', Date.parse('2026-11-24T00:10:00+01:00'))).toBe('ma 23 nov 2026 23:50')
  })
})
