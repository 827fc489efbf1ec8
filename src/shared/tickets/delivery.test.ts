import { describe, expect, test } from 'vitest'
import { agreement20230224, calendarOf } from '../sla/agreement'
import { ticketClocks } from '../sla/ticket-clocks'
import { decide } from './decide'
import { deliveryBody } from './delivery'
import type { DeliveryChange } from './delivery'
import { contextAt, customer, eventOf, hour, monday10, mutationOf, received, sanne } from './example'
import type { EventBody, TicketEvent } from './events'
import { evolve } from './evolve'
import type { Ticket } from './ticket'

const message = {
  text: 'It is fixed.',
  html: null,
  from: { name: sanne.name, email: 'office@example.com' },
  to: ['piet@vandijk.example'],
  cc: [],
  subject: 'Re: Invoices',
  messageId: null,
  attachments: [],
}
const reply: EventBody = { type: 'reply.sent', message, purpose: 'reply', reachesCustomer: true }
const solved: EventBody = { type: 'ticket.solved', resolution: 'Fixed.' }

/** A ticket of Monday 10:00 with what happened after so many hours, and its log. */
function story(...happened: readonly (readonly [hours: number, body: EventBody])[]) {
  let ticket: Ticket = received({ priority: 'medium', type: 'application' })
  const log: TicketEvent[] = []
  const add = (body: EventBody, at: number): TicketEvent => {
    const event = eventOf(body, at, ticket.version + 1, body.type === 'message.received' ? customer : sanne)
    log.push(event)
    ticket = evolve(ticket, event)
    return event
  }
  const ids = happened.map(([hours, body]) => add(body, monday10 + hours * hour).id)
  return {
    ids,
    ticket: () => ticket,
    hear(change: Omit<DeliveryChange, 'at' | 'reachesCustomer'>, hours: number, reachesCustomer = false) {
      const at = monday10 + hours * hour
      const body = deliveryBody(log, { ...change, reachesCustomer, at })
      if (body) add(body, at)
      return body
    },
    clocks: (hours: number) =>
      Object.fromEntries(
        ticketClocks(
          ticket.facts,
          agreement20230224,
          calendarOf(agreement20230224),
          monday10 + hours * hour,
        ).map(({ name, state }) => [name, state]),
      ),
  }
}

describe('a reply whose mail did not leave', () => {
  test.each(['failed', 'in-doubt'] as const)('stops no clock when it %s', (state) => {
    const { ids, hear, ticket, clocks } = story([1, reply])
    expect(clocks(2)).toMatchObject({ response: 'met' })
    hear({ replyId: ids[0] ?? '', state }, 1.5)
    expect(clocks(2)).toMatchObject({ response: 'running', aim: 'running' })
    expect(ticket()).toMatchObject({
      status: 'new',
      lastContactAttemptAt: null,
      undelivered: [{ replyId: ids[0], authorId: sanne.id, state }],
    })
    expect(ticket().facts.revisions).toMatchObject([
      { because: 'feedback', before: { feedbackAt: monday10 + hour } },
    ])
  })

  test('leaves an earlier or other feedback as it is, and lets a later one count', () => {
    const call: EventBody = { type: 'feedback.given', channel: 'telephone', note: '' }
    const { ids, hear, ticket } = story([1, reply], [2, call], [3, reply])
    hear({ replyId: ids[2] ?? '', state: 'failed' }, 4)
    expect(ticket().facts.feedbackAt).toBe(monday10 + hour)
    hear({ replyId: ids[0] ?? '', state: 'failed' }, 5)
    expect(ticket()).toMatchObject({ status: 'open', facts: { feedbackAt: monday10 + 2 * hour } })
  })

  test('takes the solution back that rested on it', () => {
    const { ids, hear, ticket, clocks } = story([1, reply], [1.1, solved])
    hear({ replyId: ids[0] ?? '', state: 'failed' }, 1.5)
    expect(ticket()).toMatchObject({ status: 'new', facts: { solvedAt: null } })
    expect(clocks(2)).toMatchObject({ aim: 'running' })
  })

  test('counts from when it left, once it was sent again', () => {
    const { ids, hear, ticket } = story([1, reply])
    const replyId = ids[0] ?? ''
    hear({ replyId, state: 'in-doubt' }, 1.5)
    hear({ replyId, state: 'waiting' }, 2)
    expect(ticket().facts.feedbackAt).toBeNull()
    hear({ replyId, state: 'delivered' }, 2.5, true)
    expect(ticket()).toMatchObject({ status: 'open', facts: { feedbackAt: monday10 + 2.5 * hour } })
    expect(ticket().undelivered).toBeUndefined()
  })

  test('counts as when it was sent, once somebody says that it had arrived', () => {
    const { ids, hear, ticket } = story([1, reply])
    hear({ replyId: ids[0] ?? '', state: 'in-doubt' }, 1.5)
    hear({ replyId: ids[0] ?? '', state: 'arrived' }, 5, true)
    expect(ticket().facts.feedbackAt).toBe(monday10 + hour)
  })

  test('counts where another recipient at the customer has it', () => {
    const { ids, hear, ticket } = story([1, reply])
    hear({ replyId: ids[0] ?? '', state: 'failed' }, 1.5, true)
    expect(ticket()).toMatchObject({ status: 'open', facts: { feedbackAt: monday10 + hour } })
    expect(ticket().undelivered).toMatchObject([{ reachesCustomer: true }])
  })

  test('of a closed ticket leaves it closed', () => {
    const closed: EventBody = { type: 'ticket.closed', reason: 'withdrawn', note: '' }
    const { ids, hear, ticket } = story([1, reply], [1.1, closed])
    hear({ replyId: ids[0] ?? '', state: 'failed' }, 1.5)
    expect(ticket()).toMatchObject({ status: 'closed', facts: { feedbackAt: null } })
  })

  test('holds a solution, and a wait whose attempt it is, until it is decided on', () => {
    const { ids, hear, ticket } = story([1, reply])
    hear({ replyId: ids[0] ?? '', state: 'in-doubt' }, 1.5)
    const now = monday10 + 2 * hour
    const since = [{ ...eventOf(reply, monday10 + hour, 2), id: ids[0] ?? '' }]
    const solve = mutationOf('ticket.solve', { resolution: 'Fixed.', occurredAt: now, anyway: true })
    const held = { result: 'held', reason: { code: 'reply-undelivered' } }
    expect(decide(ticket(), solve, contextAt(now))).toMatchObject(held)
    const wait = (channel: 'email' | 'telephone') =>
      mutationOf('wait.start', {
        kind: 'key-user',
        reason: 'Asked',
        contactAttempt: { channel, note: '' },
        occurredAt: now,
      })
    expect(decide(ticket(), wait('email'), contextAt(now, { since }))).toMatchObject(held)
    expect(decide(ticket(), wait('telephone'), contextAt(now, { since }))).toMatchObject({
      result: 'applied',
    })
  })
})

test('mail that the server sent by itself is no reply of anybody', () => {
  const { ids, hear } = story([1, { type: 'confirmation.sent', message }])
  expect(hear({ replyId: ids[0] ?? '', state: 'failed' }, 2)).toBeNull()
})
