import { describe, expect, it } from 'vitest'
import { agreement20230224, calendarOf } from './agreement'
import { autoCloseOf, calendarDaysLater } from './auto-close'
import type { ClockFacts } from './facts'

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
  const open: ClockFacts = {
    receivedAt: utc('2026-02-02T08:00'),
    feedbackAt: utc('2026-02-02T09:00'),
    workStartedAt: null,
    solvedAt: null,
    closedAt: null,
    waits: [],
    type: null,
    cover: null,
    priorities: [],
  }
  const attempt = utc('2026-02-03T10:00')
  const closeOf = (facts: ClockFacts) => autoCloseOf(facts, attempt, agreement20230224, zone)

  it('comes seven days after the last contact attempt, only while waiting for the key user', () => {
    const waits = [{ kind: 'key-user' as const, from: utc('2026-02-02T10:00'), to: null }]
    expect(closeOf({ ...open, waits })).toEqual({ at: utc('2026-02-10T10:00'), reason: 'no-contact' })
    expect(closeOf(open)).toBeNull()
    expect(
      closeOf({ ...open, waits: waits.map((wait) => ({ ...wait, kind: 'external' as const })) }),
    ).toBeNull()
  })

  it('comes after the confirmation term when the ticket is solved', () => {
    const solvedAt = utc('2026-02-04T10:00')
    expect(closeOf({ ...open, solvedAt })).toEqual({ at: utc('2026-02-11T10:00'), reason: 'unconfirmed' })
    expect(closeOf({ ...open, solvedAt, closedAt: solvedAt })).toBeNull()
  })
})
