import type { DecidedEvent, Decision, DecisionContext } from './decision'
import type { EventBody, TicketEvent } from './events'
import type { Fact } from './fact-times'
import { factTime } from './fact-times'
import type { Ticket } from './ticket'

interface Reported {
  /** In estimated server time; null: now. */
  readonly occurredAt: number | null
}

/** What a person reports, at the time that they say; refused where it cannot have happened then. */
export function reported(
  fact: Fact,
  ticket: Ticket,
  { occurredAt }: Reported,
  { now, role, since }: DecisionContext,
  body: EventBody,
): Decision {
  const time = factTime(fact, { ticket, occurredAt, now, role })
  if ('code' in time) return { result: 'rejected', reason: time }
  return { result: 'applied', events: [stamped(time, doubting(body, time.at, since))] }
}

/**
 * Contact, or an attempt, of before a closing for want of contact shows that the closing was wrong: the ticket asks for
 * attention, and nothing reopens by itself.
 */
function doubting(body: EventBody, at: number, since: readonly TicketEvent[]): EventBody {
  if (body.type !== 'feedback.given' && body.type !== 'contact.attempted' && body.type !== 'wait.ended')
    return body
  const closing = since.find((event) => event.type === 'ticket.closed' && event.reason === 'no-contact')
  return closing && at < closing.at ? { ...body, attention: 'closing-in-doubt' } : body
}

/**
 * As `reported`, for what rests on a reply that had not left when it was written: it happens when that reply left, and its
 * own time stands beside it.
 */
export function reportedBehindReply(
  fact: Fact,
  ticket: Ticket,
  { occurredAt }: Reported,
  context: DecisionContext,
  body: EventBody,
): Decision {
  const left = ownReplySince(context)
  if (occurredAt === null || left === null || occurredAt >= left)
    return reported(fact, ticket, { occurredAt }, context, body)
  const decision = reported(fact, ticket, { occurredAt: left }, context, body)
  if ('reason' in decision) return decision
  return { ...decision, events: decision.events.map((event) => ({ ...event, saidAt: occurredAt })) }
}

/** The author's latest reply that they had not seen leave. */
const ownReplyIn = ({ since, actor }: DecisionContext): TicketEvent | undefined =>
  since.findLast(
    (event) => event.type === 'reply.sent' && event.reachesCustomer !== false && event.actor.id === actor.id,
  )

/** When that left; null when there is none. */
const ownReplySince = (context: DecisionContext): number | null => ownReplyIn(context)?.at ?? null

/** Its author has given up the mail that a wait names as its contact attempt: nobody was reached by it. */
export const isLeftReplyGivenUp = (context: DecisionContext): boolean => {
  const reply = ownReplyIn(context)
  const last = context.since.findLast(
    (event) => event.type === 'delivery.changed' && event.replyId === reply?.id,
  )
  return last?.type === 'delivery.changed' && last.state === 'given-up' && !last.reachesCustomer
}

/** The mail that a wait names as its contact attempt did not leave, or that is in doubt. */
export const isLeftReplyUndelivered = (
  { undelivered: those = [] }: Ticket,
  context: DecisionContext,
): boolean => {
  const reply = ownReplyIn(context)
  return those.some(({ replyId, reachesCustomer: reaches }) => replyId === reply?.id && !reaches)
}

export const stamped = (
  { at, saidAt }: { readonly at: number; readonly saidAt: number | null },
  body: EventBody,
): DecidedEvent => ({ at, ...(saidAt === null ? {} : { saidAt }), body })

/** What rests on a reply that may not have left waits for what its author says of that reply. */
export const undelivered: Decision = {
  result: 'held',
  reason: {
    code: 'reply-undelivered',
    message: 'The reply before it did not reach the customer, or that is in doubt: decide on that first.',
  },
}
