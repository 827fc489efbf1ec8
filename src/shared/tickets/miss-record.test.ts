import { describe, expect, it } from 'vitest'
import { agreement20230224, calendarOf } from '../sla/agreement'
import { missedOnRecord } from '../sla/missed'
import { ticketClocks } from '../sla/ticket-clocks'
import { apply, contextAt, hour, monday10, mutationOf, received, replyArgs } from './example'
import type { MutationArgs } from './mutations'
import type { Ticket } from './ticket'

const office = calendarOf(agreement20230224)
const day = 24 * hour
const record = (ticket: Ticket, now: number) =>
  missedOnRecord(ticket.facts, agreement20230224, office, now)
    .filter(({ isAmbition }) => !isAmbition)
    .map(({ target, underEarlierTriage, change }) =>
      [
        target,
        ...(underEarlierTriage ? ['earlier'] : []),
        ...(change ? [change.kind, change.because] : []),
      ].join(' '),
    )
const edit = (field: string, from: unknown, to: unknown) =>
  mutationOf('ticket.edit', { changes: [{ field, from, to }] } as MutationArgs<'ticket.edit'>)

/** Medium, received Monday 10:00, feedback at 11:00: due Tuesday 17:00. */
const medium = (): Ticket =>
  apply(received({ priority: 'medium' }), mutationOf('reply.send', replyArgs), contextAt(monday10 + hour))
const thursday = monday10 + 3 * day

describe('a target once missed stays on record', () => {
  it('when the ticket turns out to be a request for change, or work on actual hours', () => {
    expect(record(medium(), thursday)).toEqual(['medium'])
    const rfc = apply(medium(), edit('type', null, 'rfc'), contextAt(thursday))
    expect(record(rfc, thursday + hour)).toEqual(['medium earlier'])
    const cover = { verdict: 'actual-hours', clause: 'cover' }
    const billed = apply(medium(), edit('cover', null, cover), contextAt(thursday))
    expect(record(billed, thursday + hour)).toEqual(['medium earlier'])
  })

  it('but a target that was not missed yet goes with the triage', () => {
    const rfc = apply(medium(), edit('type', null, 'rfc'), contextAt(monday10 + 2 * hour))
    expect(record(rfc, thursday)).toEqual([])
  })

  it('as taken back, when a wait is written down later: the clock follows the fact', () => {
    const wait = { kind: 'external', reason: 'Odoo', contactAttempt: null, occurredAt: monday10 } as const
    const late = apply(received(), mutationOf('wait.start', wait), contextAt(monday10 + 6 * hour))
    expect(ticketClocks(late.facts, agreement20230224, office, thursday)[0]?.state).toBe('waiting')
    expect(record(late, thursday)).toEqual(['response taken-back wait'])
    const [miss] = missedOnRecord(late.facts, agreement20230224, office, thursday)
    expect(miss?.change).toMatchObject({ at: monday10 + 6 * hour, by: 'Sanne de Wit' })
  })

  it('as taken back, when feedback or a solution is written down later', () => {
    const call = { channel: 'telephone', note: '', occurredAt: monday10 + hour } as const
    const told = apply(received(), mutationOf('feedback.give', call), contextAt(thursday))
    expect(record(told, thursday)).toEqual(['response taken-back feedback'])
    const solve = { resolution: 'Done', occurredAt: monday10 + 2 * hour, anyway: false }
    const solved = apply(medium(), mutationOf('ticket.solve', solve), contextAt(thursday))
    expect(record(solved, thursday)).toEqual(['medium taken-back solution'])
  })

  it('and the other way round: a wait that turns out to have ended earlier brings a miss to light', () => {
    const wait = { kind: 'external', reason: 'Odoo', contactAttempt: null, occurredAt: null } as const
    const waiting = apply(medium(), mutationOf('wait.start', wait), contextAt(monday10 + 2 * hour))
    expect(record(waiting, thursday)).toEqual([])
    const ended = mutationOf('wait.end', { occurredAt: monday10 + 3 * hour })
    const resumed = apply(waiting, ended, contextAt(thursday))
    expect(record(resumed, thursday)).toEqual(['medium appeared wait-end'])
  })

  it('without a word about what was written down at once', () => {
    const call = { channel: 'telephone', note: '', occurredAt: monday10 + hour } as const
    const told = apply(received(), mutationOf('feedback.give', call), contextAt(monday10 + hour + 30_000))
    expect(told.facts.revisions).toBeUndefined()
  })
})

describe('a record with more than one turn', () => {
  const day4 = monday10 + 4 * day
  it('says nothing of a late note where the target is missed later, in the ordinary way', () => {
    const call = { channel: 'telephone', note: '', occurredAt: monday10 + hour } as const
    const noted = mutationOf('feedback.give', call)
    const told = apply(received({ priority: 'medium' }), noted, contextAt(monday10 + hour + 5 * 60_000))
    const solve = { resolution: 'Done', occurredAt: null, anyway: false }
    const solved = apply(told, mutationOf('ticket.solve', solve), contextAt(day4))
    expect(record(solved, day4)).toEqual(['medium'])
  })
  it('keeps a miss through a triage that goes and comes back', () => {
    const rfc = apply(medium(), edit('type', null, 'rfc'), contextAt(thursday))
    const back = apply(rfc, edit('type', 'rfc', 'application'), contextAt(thursday + hour))
    expect(record(back, day4)).toEqual(['medium'])
  })
  it('takes a miss of an earlier triage back too, by a fact that is written down later', () => {
    const rfc = apply(medium(), edit('type', null, 'rfc'), contextAt(thursday))
    const wait = {
      kind: 'external',
      reason: 'Odoo',
      contactAttempt: null,
      occurredAt: monday10 + 2 * hour,
    } as const
    const waited = apply(rfc, mutationOf('wait.start', wait), contextAt(day4))
    expect(record(waited, day4)).toEqual(['medium earlier taken-back wait'])
  })
  it('tells of one miss where a late wait moves a deadline that is missed either way', () => {
    const wait = {
      kind: 'external',
      reason: 'Odoo',
      contactAttempt: null,
      occurredAt: monday10 + 2 * hour,
    } as const
    const ended = mutationOf('wait.end', { occurredAt: monday10 + 3 * hour })
    const waiting = apply(medium(), mutationOf('wait.start', wait), contextAt(thursday))
    const moved = apply(waiting, ended, contextAt(thursday + 60_000))
    expect(record(moved, day4).filter((line) => !line.includes('taken-back'))).toHaveLength(1)
  })
  it('keeps what was missed before a reopening that moves the deadline', () => {
    const solve = { resolution: 'Done', occurredAt: null, anyway: false }
    const solved = apply(medium(), mutationOf('ticket.solve', solve), contextAt(thursday))
    const reopened = apply(solved, mutationOf('ticket.reopen', { reason: 'Again' }), contextAt(day4))
    expect(record(reopened, day4 + hour)).toContain('medium')
  })
})

describe('the action clock', () => {
  it('of a ticket that becomes high after its feedback starts then', () => {
    const high = apply(medium(), edit('priority', 'medium', 'high'), contextAt(monday10 + 4 * hour))
    const [, action] = ticketClocks(high.facts, agreement20230224, office, monday10 + 5 * hour)
    expect(action).toMatchObject({ target: 'action', start: monday10 + 4 * hour, due: monday10 + 4 * hour })
  })
  it('of a ticket that was high before starts with the feedback', () => {
    const high = apply(
      received({ priority: 'high' }),
      mutationOf('reply.send', replyArgs),
      contextAt(monday10 + hour),
    )
    const [, action] = ticketClocks(high.facts, agreement20230224, office, monday10 + hour)
    expect(action?.start).toBe(monday10 + hour)
  })
})
