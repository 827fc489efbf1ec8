import { describe, expect, it } from 'vitest'
import {
  customer,
  eventOf,
  hour,
  joris,
  monday10,
  mutationOf,
  received,
  replyArgs,
  sanne,
} from '../../../shared/tickets/example'
import type { EventBody, TicketEvent } from '../../../shared/tickets/events'
import { evolve } from '../../../shared/tickets/evolve'
import type { Mutation } from '../../../shared/tickets/mutations'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { OutboxItem } from '../../data/protocol'
import { foresee } from './foresee'

const who = { actor: sanne, role: 'agent', now: monday10 + hour } as const
const solving = () =>
  mutationOf('ticket.solve', { resolution: 'Restarted', occurredAt: null, anyway: false }, who.now)
const closing = () => mutationOf('ticket.close', { reason: 'confirmed', note: '', anyway: false }, who.now)
const message = {
  text: 'Done.',
  html: null,
  from: { name: 'Sanne', email: 'desk@support.example' },
  to: ['piet@vandijk.example'],
  cc: [],
  subject: 'Re',
  messageId: null,
  attachments: [],
}
const reply: EventBody = { type: 'reply.sent', purpose: 'reply', message }

/** The ticket with what happened since, and with work of this device that is not decided on. */
function viewOf(happened: readonly TicketEvent[], pending: readonly EventBody[] = []) {
  const ticket = happened.reduce<Ticket>((before, event) => evolve(before, event), received())
  return {
    ticket,
    events: [
      ...happened.map((event) => ({ event, pending: false })),
      ...pending.map((body) => ({ event: eventOf(body, who.now, 9), pending: true })),
    ],
  }
}
const ask = (mutation: Mutation, view = viewOf([]), outbox: readonly OutboxItem[] = []) =>
  foresee(mutation, { view, outbox, who })

describe('what will become of an act', () => {
  it('is a refusal where the rules allow it on no ticket as this one', () => {
    expect(ask(solving())).toMatchObject({ result: 'rejected', reason: { code: 'feedback-first' } })
  })

  it('is no refusal where a reply that has not left makes it possible', () => {
    expect(ask(solving(), viewOf([], [reply]))).toMatchObject({ result: 'applied' })
  })

  it('is no refusal where it builds on work that rests on such a reply', () => {
    const rests: EventBody = { type: 'ticket.solved', resolution: 'Restarted' }
    expect(ask(closing())).toMatchObject({ result: 'rejected', reason: { code: 'not-solved' } })
    expect(ask(closing(), viewOf([], [reply, rests]))).toMatchObject({ result: 'applied' })
  })

  it('is not known where work before it waits for a decision of its author', () => {
    const held = { mutation: mutationOf('reply.send', replyArgs), state: 'held' } as OutboxItem
    expect(ask(solving(), viewOf([]), [held])).toBeNull()
  })

  it('is that it is held where a colleague was first, though it could not be done now', () => {
    const closed = eventOf({ type: 'ticket.closed', reason: 'spam', note: '' }, monday10, 2, joris)
    const mutation = mutationOf('reply.send', replyArgs)
    expect(ask(mutation, viewOf([closed]))).toMatchObject({
      result: 'held',
      reason: { code: 'closed-meanwhile' },
    })
    const seen = { ...mutation, seen: { ...mutation.seen, version: 2 } }
    expect(ask(seen, viewOf([closed]))).toMatchObject({
      result: 'rejected',
      reason: { code: 'ticket-closed' },
    })
  })

  it('is not judged by a time that its author will be asked for', () => {
    const answered = eventOf(reply, monday10, 2)
    const early = mutationOf('ticket.solve', {
      resolution: '',
      occurredAt: monday10 - 9 * hour,
      anyway: false,
    })
    const view = viewOf([answered, eventOf({ type: 'wait.ended' }, monday10, 3, customer)])
    const seen = { ...early, seen: { ...early.seen, version: 3 } }
    expect(ask(seen, view)).toMatchObject({ result: 'rejected', reason: { code: 'before-receipt' } })
    expect(ask({ ...seen, clock: 'uncertain' }, view)).toMatchObject({ result: 'applied' })
  })
})
