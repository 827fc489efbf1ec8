import { describe, expect, it } from 'vitest'
import { agreement20230224, calendarOf } from '../../shared/sla/agreement'
import { clockState } from './clock-state'

const calendar = calendarOf(agreement20230224)
/** Amsterdam is an hour ahead of UTC in February. */
const at = (local: string): number => Date.parse(`${local}:00+01:00`)
const response = (due: string) => ({ name: 'response' as const, due: at(due), remainingMs: null })

describe('how a clock stands', () => {
  it.each([
    ['2026-02-02T10:00', '2026-02-02T12:00', 'on-time', 120],
    ['2026-02-02T11:00', '2026-02-02T12:00', 'on-time', 60],
    ['2026-02-02T11:01', '2026-02-02T12:00', 'soon', 59],
    ['2026-02-02T11:45', '2026-02-02T12:00', 'soon', 15],
    ['2026-02-02T11:46', '2026-02-02T12:00', 'due', 14],
    ['2026-02-02T12:00', '2026-02-02T12:00', 'due', 0],
    ['2026-02-02T12:01', '2026-02-02T12:00', 'missed', 1],
    ['2026-02-02T16:50', '2026-02-03T08:40', 'soon', 20],
  ])('at %s, due %s, it is %s with %d office minutes', (now, due, tone, minutes) => {
    const state = clockState(response(due), calendar, at(now))
    expect([state.tone, state.officeMs / 60_000]).toEqual([tone, minutes])
  })

  it('stands still outside office hours and says until when', () => {
    const evening = clockState(response('2026-02-03T11:00'), calendar, at('2026-02-02T18:00'))
    const night = clockState(response('2026-02-03T11:00'), calendar, at('2026-02-03T02:00'))
    expect(evening.officeMs).toBe(night.officeMs)
    expect(evening.standsStillUntil).toBe(at('2026-02-03T08:30'))
  })

  it('shows what was left while it waits', () => {
    const state = clockState(
      { name: 'resolution', due: null, remainingMs: 90 * 60_000 },
      calendar,
      at('2026-02-02T10:00'),
    )
    expect(state).toMatchObject({ tone: 'waiting', officeMs: 90 * 60_000, overdue: false })
  })

  it('never calls a passed aim missed', () => {
    const state = clockState(
      { ...response('2026-02-02T12:00'), name: 'aim' },
      calendar,
      at('2026-02-02T13:00'),
    )
    expect(state).toMatchObject({ tone: 'soon', overdue: true, officeMs: 3_600_000 })
  })
})
