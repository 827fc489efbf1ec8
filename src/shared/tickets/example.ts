import type { DecisionContext } from './decision'
import { decide } from './decide'
import type { EventBody, TicketEvent } from './events'
import type { TicketFields } from './fields'
import { evolve } from './evolve'
import type { Mutation, MutationArgs, MutationType } from './mutations'
import type { Ticket } from './ticket'

/** A small ticket and a desk around it, for tests to read like examples. Not part of the app. */

export const uuidOf = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

/** Monday 2 February 2026, 10:00 in Amsterdam. */
export const monday10 = Date.parse('2026-02-02T09:00:00Z')
export const hour = 3_600_000

export const sanne = { kind: 'agent', id: uuidOf(1), name: 'Sanne de Wit' } as const
export const joris = { kind: 'agent', id: uuidOf(2), name: 'Joris Bakker' } as const
export const customer = { kind: 'customer', id: null, name: 'Piet van Dijk' } as const
export const ticketId = uuidOf(100)

const fields: TicketFields = {
  subject: 'Invoices stay in draft',
  customerId: uuidOf(50),
  reporter: { name: 'Piet van Dijk', email: 'piet@vandijk.example', keyUserId: null },
  language: 'nl',
  teamId: null,
  assigneeId: null,
  type: null,
  priority: null,
  cover: null,
}

let nextId = 1000

/** Wraps a body as the next event of a ticket. */
export function eventOf(
  body: EventBody,
  at: number,
  version: number,
  actor: TicketEvent['actor'] = sanne,
): TicketEvent {
  return { id: uuidOf(nextId++), ticketId, version, at, recordedAt: at, actor, mutationId: null, ...body }
}

/** A ticket received on Monday 10:00. */
export const received = (changed: Partial<TicketFields> = {}): Ticket =>
  evolve(
    null,
    eventOf(
      {
        type: 'ticket.created',
        number: 1042,
        channel: 'mail',
        fields: { ...fields, ...changed },
        attention: null,
      },
      monday10,
      1,
      customer,
    ),
  )

export const contextAt = (now: number, changed: Partial<DecisionContext> = {}): DecisionContext => ({
  now,
  actor: sanne,
  role: 'agent',
  since: [],
  again: false,
  unsentReply: false,
  nextNumber: 1042,
  mail: { from: 'vandijk@support.example', messageId: 'm1@support.example' },
  knows: { agent: () => true, customer: () => true, team: () => true, keyUser: () => false },
  termOver: () => false,
  ...changed,
})

export const mutationOf = <T extends MutationType>(
  type: T,
  args: MutationArgs<T>,
  writtenAt = monday10,
): Mutation =>
  ({
    id: uuidOf(nextId++),
    type,
    v: 1,
    ticketId,
    args,
    seen: { version: 1, customerMessages: 0, publicReplies: 0 },
    after: [],
    writtenAt,
  }) as unknown as Mutation

/** Applies a mutation that must be accepted. */
export function apply(ticket: Ticket, mutation: Mutation, context: DecisionContext): Ticket {
  const decision = decide(ticket, mutation, context)
  if ('reason' in decision) throw new Error(`Refused: ${decision.reason.code}`)
  return decision.events.reduce<Ticket>((folded, { at, body }) => {
    const event = eventOf(body, at, folded.version + 1, context.actor)
    return evolve(folded, { ...event, recordedAt: context.now })
  }, ticket)
}

export const replyArgs: MutationArgs<'reply.send'> = {
  text: 'We are looking at it.',
  to: ['piet@vandijk.example'],
  cc: [],
  purpose: 'reply',
  attachmentIds: [],
  anyway: false,
}
