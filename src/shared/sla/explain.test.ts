import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreement20230224, calendarOf } from './agreement'
import { explainClock } from './explain'
import type { ClockFacts, Wait } from './facts'
import { ticketClocks } from './ticket-clocks'

const agreement = agreement20230224
const office = calendarOf(agreement, ['2026-02-04'])
const local = (text: string): number => office.zone.toInstant(Date.parse(`2026-${text}Z`))
const wall = (at: number): string => new Date(office.zone.toLocal(at)).toISOString().slice(5, 16)

const facts = (receivedAt: string, changes: Partial<ClockFacts> = {}): ClockFacts => ({
  receivedAt: local(receivedAt),
  feedbackAt: null,
  workStartedAt: null,
  solvedAt: null,
  closedAt: null,
  waits: [],
  type: 'application',
  cover: 'covered',
  priorities: [{ priority: 'medium', from: local(receivedAt) }],
  ...changes,
})

const lines = (ticket: ClockFacts, name: 'response' | 'resolution', now: string) =>
  explainClock(ticket, agreement, office, name, local(now)).map((span) => {
    const why =
      span.kind === 'waiting'
        ? span.waitKind
        : span.kind === 'closed'
          ? span.reasons.map((reason) => (reason.kind === 'holiday' ? reason.name : reason.kind)).join(', ')
          : `${span.officeMs / 60_000} min`
    return `${wall(span.from)} ${wall(span.to)} ${span.kind}: ${why} [${span.clause}]`
  })

describe('the explanation of a deadline', () => {
  it('counts around Easter', () => {
    expect(lines(facts('04-02T16:00'), 'response', '04-02T16:00')).toEqual([
      '04-02T16:00 04-02T17:00 counted: 60 min [response]',
      '04-02T17:00 04-07T08:30 closed: Goede Vrijdag, weekend, Eerste paasdag, Tweede paasdag [holidays]',
      '04-07T08:30 04-07T11:30 counted: 180 min [response]',
    ])
  })

  it('takes nights into a wait and names staff days', () => {
    const waits: readonly Wait[] = [
      { kind: 'external', from: local('02-02T12:00'), to: local('02-03T12:00') },
      { kind: 'key-user', from: local('02-03T11:00'), to: local('02-03T13:00') },
    ]
    const ticket = facts('02-02T09:00', { feedbackAt: local('02-02T10:00'), waits })
    expect(lines(ticket, 'resolution', '02-03T13:00')).toEqual([
      '02-02T10:00 02-02T12:00 counted: 120 min [resolution-medium]',
      '02-02T12:00 02-03T12:00 waiting: external [external-wait]',
      '02-03T12:00 02-03T13:00 waiting: key-user [key-user-wait]',
      '02-03T13:00 02-03T17:00 counted: 240 min [resolution-medium]',
      '02-03T17:00 02-05T08:30 closed: staff-day [staff-days]',
      '02-05T08:30 02-05T17:00 counted: 510 min [resolution-medium]',
      '02-05T17:00 02-06T08:30 closed: night [availability]',
      '02-06T08:30 02-06T09:30 counted: 60 min [resolution-medium]',
    ])
  })

  it('ends at now while a wait is open', () => {
    const waits: readonly Wait[] = [{ kind: 'key-user', from: local('02-02T10:00'), to: null }]
    expect(lines(facts('02-02T09:00', { waits }), 'response', '02-03T09:00')).toEqual([
      '02-02T09:00 02-02T10:00 counted: 60 min [response]',
      '02-02T10:00 02-03T09:00 waiting: key-user [key-user-wait]',
    ])
  })

  it('is empty for a clock that the ticket does not have or that has not started', () => {
    const ticket = facts('02-02T09:00')
    expect(explainClock(ticket, agreement, office, 'resolution', local('02-02T10:00'))).toEqual([])
    expect(explainClock(ticket, agreement, office, 'action', local('02-02T10:00'))).toEqual([])
  })

  it('has no gaps, ends at the deadline, and counts exactly the budget, whatever was waited for', () => {
    const day = 86_400_000
    const wait = fc.record({
      kind: fc.constantFrom<Wait['kind']>('key-user', 'external', 'solved'),
      from: fc.integer({ min: -2 * day, max: 9 * day }),
      length: fc.option(fc.integer({ min: 0, max: 60 * day }), { freq: 5 }),
    })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 * day }),
        fc.array(wait, { maxLength: 6 }),
        fc.integer({ min: 0, max: 30 * day }),
        (after, spans, later) => {
          const receivedAt = local('01-01T00:00') + after
          const waits = spans.map(({ kind, from, length }) => ({
            kind,
            from: receivedAt + from,
            to: length === null ? null : receivedAt + from + length,
          }))
          const ticket = {
            ...facts('01-01T00:00', { waits }),
            receivedAt,
            feedbackAt: receivedAt + 3_600_000,
          }
          const now = ticket.feedbackAt + later
          for (const clock of ticketClocks(ticket, agreement, office, now)) {
            const explained = explainClock(ticket, agreement, office, clock.name, now)
            const counted = explained.reduce((sum, s) => sum + (s.kind === 'counted' ? s.officeMs : 0), 0)
            expect(explained.length).toBeLessThan(100)
            explained.forEach((span, index) => {
              expect(span.to).toBeGreaterThan(span.from)
              expect(span.from).toBe(index === 0 ? clock.start : explained[index - 1]?.to)
            })
            if (clock.due === null) continue
            expect(explained.at(-1)?.to ?? clock.start).toBe(clock.due)
            expect(counted).toBe(clock.budgetMs)
          }
        },
      ),
    )
  })
})
