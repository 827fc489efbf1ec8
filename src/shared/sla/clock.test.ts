import { describe, expect, it } from 'vitest'
import { agreement20230224, calendarOf } from './agreement'
import { type ClockBudget, type Pause, readClock } from './clock'

const agreement = agreement20230224
const office = calendarOf(agreement)
const local = (text: string): number => office.zone.toInstant(Date.parse(`${text}Z`))
const wall = (at: number | null): string | null =>
  at === null ? null : new Date(office.zone.toLocal(at)).toISOString().slice(0, 16)
const wait = (from: string, to: string | null): Pause => ({
  from: local(from),
  to: to === null ? null : local(to),
})
const hours = (count: number): number => count * 3_600_000

function read(budget: ClockBudget, start: string, pauses: readonly Pause[] = [], now = start) {
  const reading = readClock(office, { budget, start: local(start), pauses, now: local(now) })
  return { ...reading, due: wall(reading.due), dueIfResumedNow: wall(reading.dueIfResumedNow) }
}

const { high, medium, low } = agreement.resolution

describe('a clock', () => {
  it.each([
    ['medium, feedback Mon 2 Feb 10:00', medium, '2026-02-02T10:00', '2026-02-03T17:00'],
    ['medium, feedback Fri 6 Feb 17:00', medium, '2026-02-06T17:00', '2026-02-10T17:00'],
    ['medium, feedback on a Saturday', medium, '2026-02-07T12:00', '2026-02-10T17:00'],
    ['low, feedback Sat 7 Feb 12:00', low, '2026-02-07T12:00', '2026-02-12T17:00'],
    ['low, feedback Fri 24 Apr 10:00, King’s Day ahead', low, '2026-04-24T10:00', '2026-04-30T17:00'],
    ['high, feedback Mon 2 Feb 18:00', high, '2026-02-02T18:00', '2026-02-03T08:30'],
    ['high, feedback Mon 2 Feb 10:00', high, '2026-02-02T10:00', '2026-02-02T10:00'],
  ])('for %s is due on time', (_name, budget, start, due) => {
    expect(read(budget, start).due).toBe(due)
  })

  it.each([
    ['a working day', '2026-02-02T12:00', '2026-02-03T12:00', '2026-02-04T17:00'],
    ['a night', '2026-02-02T17:00', '2026-02-03T08:30', '2026-02-03T17:00'],
    ['an hour at the end', '2026-02-03T16:00', '2026-02-03T20:00', '2026-02-04T09:30'],
    ['the time before it started', '2026-02-02T08:30', '2026-02-02T11:00', '2026-02-04T09:30'],
    ['a wait that begins when it is due', '2026-02-03T17:00', '2026-02-04T12:00', '2026-02-03T17:00'],
  ])('for medium from Mon 10:00 moves by the office time of %s', (_name, from, to, due) => {
    expect(read(medium, '2026-02-02T10:00', [wait(from, to)]).due).toBe(due)
  })

  it('counts overlapping waits once', () => {
    const waits = [
      wait('2026-02-02T13:00', '2026-02-02T15:00'),
      wait('2026-02-02T12:00', '2026-02-02T14:00'),
      wait('2026-02-02T12:30', '2026-02-02T12:45'),
    ]
    expect(read(medium, '2026-02-02T10:00', waits).due).toBe('2026-02-04T11:30')
  })

  it('has no deadline while a wait is open, only what is left', () => {
    const waiting = read(medium, '2026-02-02T10:00', [wait('2026-02-02T12:00', null)], '2026-02-03T09:00')
    expect(waiting).toMatchObject({
      due: null,
      dueIfResumedNow: '2026-02-04T14:00',
      elapsedMs: hours(2),
      remainingMs: hours(13.5),
      overdueMs: 0,
    })
  })

  it('keeps to a known end of one wait when another is open', () => {
    const pauses = [wait('2026-02-02T12:00', null), wait('2026-02-02T11:00', '2026-02-03T10:00')]
    const waiting = read(medium, '2026-02-02T10:00', pauses, '2026-02-02T14:00')
    expect(waiting).toMatchObject({ due: null, dueIfResumedNow: '2026-02-04T16:00' })
  })

  it('keeps its deadline when a wait begins after it was missed, and the overrun stands still', () => {
    const late = read(
      agreement.response,
      '2026-02-02T09:00',
      [wait('2026-02-02T15:00', null)],
      '2026-02-04T12:00',
    )
    expect(late).toMatchObject({
      due: '2026-02-02T13:00',
      dueIfResumedNow: '2026-02-02T13:00',
      elapsedMs: hours(6),
      remainingMs: 0,
      overdueMs: hours(2),
    })
  })

  it('has moved past a second wait only when the first brought the deadline there', () => {
    const second = wait('2026-02-02T14:00', '2026-02-02T16:00')
    expect(read(agreement.response, '2026-02-02T09:00', [second]).due).toBe('2026-02-02T13:00')
    const first = wait('2026-02-02T10:00', '2026-02-02T11:30')
    expect(read(agreement.response, '2026-02-02T09:00', [second, first]).due).toBe('2026-02-02T16:30')
  })

  it('has used nothing before it starts', () => {
    expect(read(low, '2026-02-09T10:00', [], '2026-02-02T10:00')).toMatchObject({
      due: '2026-02-12T17:00',
      elapsedMs: 0,
      remainingMs: hours(7 + 3 * 8.5),
    })
  })
})
