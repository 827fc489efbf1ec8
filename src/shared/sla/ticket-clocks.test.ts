import { describe, expect, it } from 'vitest'
import { type AgreementVersion, agreement20230224, calendarOf } from './agreement'
import { deadlines, nextClock } from './deadlines'
import type { ClockFacts, Priority, Wait } from './facts'
import { missedOnRecord } from './missed'
import { ticketClocks } from './ticket-clocks'

const office = calendarOf(agreement20230224)
const strict: AgreementVersion = { ...agreement20230224, keyUserWaitStops: ['response'] }
const local = (text: string): number => office.zone.toInstant(Date.parse(`2026-02-${text}Z`))
const wall = (at: number | null): string | null =>
  at === null ? null : new Date(office.zone.toLocal(at)).toISOString().slice(8, 16)
const hours = (count: number): number => count * 3_600_000

/** Received on Monday 2 February 2026 at 09:00. */
const report: ClockFacts = {
  receivedAt: local('02T09:00'),
  feedbackAt: null,
  workStartedAt: null,
  solvedAt: null,
  closedAt: null,
  waits: [],
  type: null,
  cover: null,
  priorities: [],
}
const wait = (kind: Wait['kind'], from: string, to: string | null): Wait => ({
  kind,
  from: local(from),
  to: to === null ? null : local(to),
})
const triaged = (priority: Priority, changes: Partial<ClockFacts> = {}): ClockFacts => ({
  ...report,
  type: 'application',
  cover: 'covered',
  priorities: [{ priority, from: local('02T09:30') }],
  ...changes,
})
const clocksAt = (facts: ClockFacts, now: string, agreement: AgreementVersion = agreement20230224) =>
  ticketClocks(facts, agreement, office, local(now))
const summary = (facts: ClockFacts, now: string, agreement: AgreementVersion = agreement20230224) =>
  clocksAt(facts, now, agreement).map(({ target, state, due }) => [target, state, wall(due)])

describe('the clocks of a ticket', () => {
  it('are response and aim until it is triaged', () => {
    expect(summary(report, '02T10:00')).toEqual([
      ['response', 'running', '02T13:00'],
      ['aim', 'running', '04T16:00'],
    ])
  })

  it('gain a resolution clock by triage, which starts at the feedback', () => {
    expect(summary(triaged('medium'), '02T10:00')[1]).toEqual(['medium', 'not-started', null])
    expect(summary(triaged('medium', { feedbackAt: local('02T11:00') }), '02T12:00')).toEqual([
      ['response', 'met', '02T13:00'],
      ['medium', 'running', '03T17:00'],
      ['aim', 'running', '04T16:00'],
    ])
  })

  it('are met, missed or overdue by the due moment itself, in or out of office hours', () => {
    expect(summary(triaged('low', { feedbackAt: local('02T13:00') }), '02T14:00')[0]?.[1]).toBe('met')
    expect(summary(triaged('low', { feedbackAt: local('02T13:00:01') }), '02T14:00')[0]?.[1]).toBe('missed')
    const atClosing = { ...report, receivedAt: local('02T13:00') }
    expect(summary(atClosing, '02T17:00')[0]).toEqual(['response', 'running', '02T17:00'])
    expect(clocksAt(atClosing, '02T20:00')[0]).toMatchObject({ state: 'overdue', overdueMs: 0 })
  })

  it.each([
    ['a request for change', { type: 'rfc' as const, cover: null }],
    ['a migration', { type: 'migration' as const, cover: 'own-agreement' as const }],
    ['work on actual hours', { type: 'functional' as const, cover: 'actual-hours' as const }],
    ['work after approval', { type: 'application' as const, cover: 'after-approval' as const }],
  ])('are a response clock only for %s', (_name, changes) => {
    expect(summary(triaged('high', changes), '02T10:00').map(([target]) => target)).toEqual(['response'])
  })

  it('ask for action at once for high priority, until work starts', () => {
    const high = triaged('high', { feedbackAt: local('02T18:00') })
    expect(summary(high, '02T19:00')[1]).toEqual(['action', 'running', '03T08:30'])
    expect(summary({ ...high, workStartedAt: local('03T08:30') }, '03T09:00')[1]?.[1]).toBe('met')
    expect(summary({ ...high, workStartedAt: local('03T09:00') }, '03T10:00')[1]?.[1]).toBe('missed')
    expect(summary({ ...high, workStartedAt: local('02T10:00') }, '03T10:00')[1]?.[1]).toBe('met')
  })

  it('take solving for action, when nobody said that work had started', () => {
    const solved = triaged('high', { feedbackAt: local('02T18:00'), solvedAt: local('03T08:15') })
    expect(summary(solved, '03T10:00')[1]).toEqual(['action', 'met', '03T08:30'])
    expect(summary({ ...solved, solvedAt: local('03T11:00') }, '03T12:00')[1]?.[1]).toBe('missed')
  })

  it('stand still while waiting, and say for whom', () => {
    const facts = triaged('medium', {
      feedbackAt: local('02T10:00'),
      waits: [wait('external', '02T12:00', null)],
    })
    expect(clocksAt(facts, '03T12:00')[1]).toMatchObject({
      state: 'waiting',
      waitKind: 'external',
      due: null,
      frozenMs: hours(13.5),
      remainingMs: hours(13.5),
    })
  })

  it('run on while waiting for the key user when the agreement is read strictly', () => {
    const facts = triaged('medium', {
      feedbackAt: local('02T10:00'),
      waits: [wait('key-user', '02T12:00', null)],
    })
    expect(summary(facts, '03T12:00').map(([, state]) => state)).toEqual(['met', 'waiting', 'waiting'])
    expect(summary(facts, '03T12:00', strict).map(([, state]) => state)).toEqual([
      'met',
      'running',
      'running',
    ])
    const unanswered = { ...report, waits: [wait('key-user', '02T10:00', null)] }
    expect(summary(unanswered, '03T12:00', strict).map(([, state]) => state)).toEqual(['waiting', 'running'])
  })

  it('stop at solved and go on after reopening, without the time between', () => {
    const solved = triaged('medium', { feedbackAt: local('02T10:00'), solvedAt: local('03T16:00') })
    expect(summary(solved, '05T12:00').map(([, state]) => state)).toEqual(['met', 'met', 'met'])
    const reopened = {
      ...solved,
      solvedAt: null,
      waits: [wait('solved', '03T16:00', '05T12:00')],
    }
    expect(summary(reopened, '05T12:30')[1]).toEqual(['medium', 'running', '05T13:00'])
    expect(summary(reopened, '05T14:00')[1]).toEqual(['medium', 'overdue', '05T13:00'])
  })

  it('still owe feedback on a ticket that was solved without it', () => {
    const solved = { ...report, solvedAt: local('02T10:00') }
    expect(clocksAt(solved, '03T10:00')[0]).toMatchObject({
      state: 'waiting',
      waitKind: 'solved',
      frozenMs: hours(3),
    })
    expect(nextClock(clocksAt(solved, '03T10:00'))).toBeNull()
  })

  it('stop all when it is closed, without a verdict on what was still in time', () => {
    const closed = triaged('low', { feedbackAt: local('02T14:00'), closedAt: local('02T15:00') })
    expect(summary(closed, '10T10:00').map(([, state]) => state)).toEqual(['missed', 'stopped', 'stopped'])
    const answered = { ...closed, feedbackAt: local('02T12:00'), closedAt: local('02T12:00') }
    expect(summary(answered, '10T10:00')[0]?.[1]).toBe('met')
    const untouched = triaged('low', { closedAt: local('02T15:00') })
    expect(summary(untouched, '10T10:00').map(([, state]) => state)).toEqual(['missed', 'stopped', 'stopped'])
  })

  it('are recomputed from the same start when the priority changes', () => {
    const raised = triaged('low', {
      feedbackAt: local('02T10:00'),
      priorities: [
        { priority: 'low', from: local('02T10:00') },
        { priority: 'medium', from: local('03T12:00') },
      ],
    })
    expect(summary(raised, '03T12:00')[1]).toEqual(['medium', 'running', '03T17:00'])
  })
})

describe('the clock that the queue shows', () => {
  const nextOf = (facts: ClockFacts, agreement: AgreementVersion = agreement20230224) =>
    nextClock(deadlines(facts, agreement, office))?.target ?? null

  it('is the earliest target, also when the aim comes first', () => {
    expect(nextOf(report)).toBe('response')
    expect(nextOf(triaged('low', { feedbackAt: local('02T10:00') }))).toBe('low')
  })

  it('is the aim when no target runs', () => {
    expect(nextOf({ ...report, feedbackAt: local('02T10:00') })).toBe('aim')
  })

  it('is the waiting target when all stand still', () => {
    const waits = [wait('external', '02T11:00', null)]
    expect(nextOf(triaged('low', { feedbackAt: local('02T10:00'), waits }))).toBe('low')
    expect(nextOf({ ...report, waits })).toBe('response')
  })

  it('is none when the ticket is solved or closed', () => {
    expect(nextOf(triaged('low', { feedbackAt: local('02T10:00'), solvedAt: local('02T12:00') }))).toBeNull()
    expect(nextOf({ ...report, closedAt: local('02T12:00') })).toBeNull()
  })
})

describe('what was missed', () => {
  const missed = (facts: ClockFacts, now: string) =>
    missedOnRecord(facts, agreement20230224, office, local(now)).map(
      ({ target, due, isAmbition, underEarlierTriage }) =>
        [target, wall(due), isAmbition ? 'ambition' : 'breach', underEarlierTriage ? 'earlier' : 'now'].join(
          ' ',
        ),
    )

  it('is nothing while all is in time', () => {
    expect(missed(triaged('low', { feedbackAt: local('02T13:00') }), '04T15:00')).toEqual([])
  })

  it('is the feedback that came too late, and the aim, which is no breach', () => {
    expect(missed(triaged('low', { feedbackAt: local('02T13:01') }), '05T12:00')).toEqual([
      'response 02T13:00 breach now',
      'aim 04T16:00 ambition now',
    ])
  })

  it('stays on record under the new priority', () => {
    const eased = triaged('medium', {
      feedbackAt: local('02T10:00'),
      priorities: [
        { priority: 'medium', from: local('02T10:00') },
        { priority: 'low', from: local('04T10:00') },
      ],
    })
    expect(missed(eased, '04T12:00')).toEqual(['medium 03T17:00 breach earlier'])
    const easedInTime = {
      ...eased,
      priorities: [
        { priority: 'medium' as const, from: local('02T10:00') },
        { priority: 'low' as const, from: local('03T17:00') },
      ],
    }
    expect(missed(easedInTime, '04T12:00')).toEqual([])
  })

  it('is told once when a priority went away and came back', () => {
    const back = triaged('medium', {
      feedbackAt: local('02T10:00'),
      priorities: [
        { priority: 'medium', from: local('02T10:00') },
        { priority: 'low', from: local('04T10:00') },
        { priority: 'medium', from: local('04T11:00') },
      ],
    })
    expect(missed(back, '04T12:00')).toEqual(['medium 03T17:00 breach now'])
  })

  it('stays on record after reopening', () => {
    const reopened = triaged('medium', {
      feedbackAt: local('02T10:00'),
      waits: [wait('solved', '04T10:00', '06T10:00')],
    })
    expect(missed(reopened, '06T11:00')).toContain('medium 03T17:00 breach now')
  })

  it('is not what a ticket waited for in time', () => {
    const held = triaged('medium', {
      feedbackAt: local('02T10:00'),
      waits: [wait('key-user', '02T12:00', null)],
      priorities: [
        { priority: 'medium', from: local('02T10:00') },
        { priority: 'low', from: local('05T10:00') },
      ],
    })
    expect(missed(held, '09T12:00')).toEqual([])
  })
})
