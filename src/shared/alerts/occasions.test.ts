import { describe, expect, it } from 'vitest'
import { agreement20230224, calendarOf } from '../sla/agreement'
import { deadlines } from '../sla/deadlines'
import { apply, contextAt, hour, monday10, mutationOf, received, replyArgs } from '../tickets/example'
import type { Ticket } from '../tickets/ticket'
import { occasionsOf } from './occasions'

const rules = { agreement: agreement20230224, calendar: calendarOf(agreement20230224) }
const occasions = (ticket: Ticket) =>
  occasionsOf(ticket, deadlines(ticket.facts, rules.agreement, rules.calendar), rules).map(
    ({ rule, clock, due }) => `${rule} ${clock} ${new Date(due).toISOString().slice(5, 16)}`,
  )
const replied = (ticket: Ticket): Ticket =>
  apply(ticket, mutationOf('reply.send', replyArgs), contextAt(monday10 + hour))

describe('what of a ticket rings', () => {
  it('is the clock that runs, and the aim', () => {
    expect(occasions(received())).toEqual(['response response 02-02T13:00', 'aim aim 02-04T16:00'])
    expect(occasions(replied(received({ priority: 'medium' })))).toEqual([
      'resolution resolution 02-03T16:00',
      'aim aim 02-04T16:00',
    ])
  })

  it('is high priority besides, under the name of the clock that runs, until somebody starts', () => {
    const high = received({ priority: 'high' })
    expect(occasions(high)).toEqual([
      'urgent response 02-02T13:00',
      'response response 02-02T13:00',
      'aim aim 02-04T16:00',
    ])
    const answered = replied(high)
    expect(occasions(answered).slice(0, 2)).toEqual([
      'urgent action 02-02T10:00',
      'action action 02-02T10:00',
    ])
    const started = apply(high, mutationOf('work.start', { occurredAt: null }), contextAt(monday10 + hour))
    expect(occasions(started)).toEqual(['response response 02-02T13:00', 'aim aim 02-04T16:00'])
  })

  it('is nothing while its clocks wait but the closing by itself', () => {
    const wait = { kind: 'key-user', reason: 'Which invoices?', occurredAt: null } as const
    const contactAttempt = { channel: 'telephone', note: '' } as const
    const waiting = apply(
      received({ priority: 'high' }),
      mutationOf('wait.start', { ...wait, contactAttempt }),
      contextAt(monday10 + hour),
    )
    expect(occasions(waiting)).toEqual(['auto-close auto-close 02-09T10:00'])
  })

  it('is nothing once it is solved but the closing by itself, and nothing at all once it is closed', () => {
    const solve = { resolution: 'Posted.', occurredAt: null, anyway: false }
    const solved = apply(
      replied(received({ priority: 'medium' })),
      mutationOf('ticket.solve', solve),
      contextAt(monday10 + 2 * hour),
    )
    expect(occasions(solved)).toEqual(['auto-close auto-close 02-09T11:00'])
    const close = { reason: 'withdrawn', note: '', anyway: true } as const
    const closed = apply(solved, mutationOf('ticket.close', close), contextAt(monday10 + 3 * hour))
    expect(occasions(closed)).toEqual([])
  })
})
