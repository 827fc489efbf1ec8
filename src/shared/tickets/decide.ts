import { cutText } from '../cut-text'
import type { ApiError } from '../sync/wire'
import { assertNever } from '../assert-never'
import { DAY_MS } from '../sla/day-number'
import { holds } from '../sla/wait-intervals'
import { refusalOf } from './actions'
import type { Actor, EventBody, TicketEvent } from './events'
import { factTime, oldestReceiptDays } from './fact-times'
import { mergeFields } from './merge'
import type { Mutation, MutationArgs } from './mutations'
import type { Role } from './people'
import { reachesCustomer } from './reaches-customer'
import { isLeftReplyUndelivered, reported, reportedBehindReply, stamped } from './reported'
import { silentSinceAttempt, unconfirmedSince } from './silence'
import { heldBecause, sinceRules } from './since'
import type { Ticket } from './ticket'

/** Everything that a decision depends on beside the ticket and the mutation. */
export interface DecisionContext {
  /** Server time (on a client: its estimate), epoch ms. */
  readonly now: number
  readonly actor: Actor
  readonly role: Role
  /** Confirmed events after the version that the author had seen. A client folding its own pending work gives none. */
  readonly since: readonly TicketEvent[]
  /** A log that a restored backup has ended may have had it: its author is not asked again about what happened since. */
  readonly again: boolean
  /** True on a client that folds pending work of which a reply is part: it will be the feedback once it is sent. */
  readonly unsentReply: boolean
  /** The number of a new ticket; null on a client. */
  readonly nextNumber: number | null
  /** The office's address for this ticket's customer, and the Message-ID of what is sent; null on a client. */
  readonly mail: { readonly from: string; readonly messageId: string | null }
  readonly knows: {
    readonly agent: (id: string) => boolean
    readonly customer: (id: string) => boolean
    readonly team: (id: string) => boolean
    /** Whether an address is a key user's of that customer. */
    readonly keyUser: (customerId: string, email: string) => boolean
  }
  /** Whether the term without contact, or without confirmation of a solution, has passed since an instant (epoch ms). */
  readonly termOver: (term: 'contact' | 'confirmation', since: number) => boolean
}

export interface DecidedEvent {
  /** When it happened, epoch ms. */
  readonly at: number
  /** What its author said, where that is another moment. */
  readonly saidAt?: number
  readonly body: EventBody
}

export type Decision =
  | { readonly result: 'applied' | 'merged'; readonly events: readonly DecidedEvent[] }
  /** The world overtook the author: kept for a person to look at. */
  | { readonly result: 'held' | 'rejected'; readonly reason: ApiError }

const rejected = (code: string, message: string): Decision => ({
  result: 'rejected',
  reason: { code, message },
})
const applied = (...events: readonly DecidedEvent[]): Decision => ({ result: 'applied', events })

/**
 * Decides what a mutation does to a ticket, without doing it: the same code on server, client and simulator.
 * Rejections carry a code and a sentence that a person can act on. A known mutation id is the caller's business.
 */
export function decide(ticket: Ticket | null, mutation: Mutation, context: DecisionContext): Decision {
  if (mutation.type === 'ticket.create')
    return ticket
      ? rejected('ticket-exists', 'This ticket was already created.')
      : create(mutation.args, context)
  if (!ticket) return rejected('no-ticket', 'The ticket does not exist, or you may not see it.')
  const overtaken = stale(mutation, context)
  if (overtaken) return { result: 'held', reason: overtaken }
  const refusal = refusalOf(mutation.type, ticket, context.role)
  if (refusal && !isLateFact(ticket, mutation, context)) return { result: 'rejected', reason: refusal }
  return act(ticket, mutation, context)
}

function act(
  ticket: Ticket,
  mutation: Exclude<Mutation, { type: 'ticket.create' }>,
  context: DecisionContext,
): Decision {
  const { now } = context
  const { type, args } = mutation
  switch (type) {
    case 'ticket.edit':
      return mergeFields(ticket, args.changes, context)
    case 'reply.send':
      return applied({ at: now, ...writtenEarlier(mutation, now), body: reply(ticket, args, context) })
    case 'feedback.give':
      return reported('feedback', ticket, args, context, {
        type: 'feedback.given',
        channel: args.channel,
        note: args.note,
      })
    case 'note.add':
      return applied({ at: now, body: { type: 'note.added', text: args.text } })
    case 'work.start':
      return reported('work', ticket, args, context, { type: 'work.started' })
    case 'wait.start':
      return startWait(ticket, args, context)
    case 'contact.log':
      return reported('contact-attempt', ticket, args, context, {
        type: 'contact.attempted',
        attempt: args.attempt,
      })
    case 'wait.end':
      return endWait(ticket, args, context)
    case 'ticket.solve':
      return solve(ticket, args, context)
    case 'ticket.reopen':
      return applied({ at: now, body: { type: 'ticket.reopened', reason: args.reason } })
    case 'ticket.close':
      return close(ticket, args, context)
    case 'ticket.escalate':
      return escalate(ticket, args, now)
    case 'escalation.end':
      return applied({ at: now, body: { type: 'escalation.ended', note: args.note } })
    case 'recording.add':
      return applied({ at: now, body: { type: 'recording.added', recording: args } })
    case 'attention.clear':
      return applied({ at: now, body: { type: 'attention.cleared' } })
    default:
      return assertNever(type)
  }
}

function create(args: MutationArgs<'ticket.create'>, context: DecisionContext): Decision {
  const { customerId, assigneeId, teamId } = args.fields
  if (customerId !== null && !context.knows.customer(customerId)) return unknown('customer')
  if (assigneeId !== null && !context.knows.agent(assigneeId)) return unknown('agent')
  if (teamId !== null && !context.knows.team(teamId)) return unknown('team')
  const { occurredAt } = args
  const time = factTime('receipt', { ticket: null, occurredAt, now: context.now, role: context.role })
  if ('code' in time) return { result: 'rejected', reason: time }
  const { reporter, subject } = args.fields
  const report: DecidedEvent = {
    at: time.at,
    body: {
      type: 'message.received',
      message: {
        text: args.text,
        html: null,
        from: { name: reporter.name, email: reporter.email },
        to: [],
        cc: [],
        subject,
        messageId: null,
        attachments: [],
      },
    },
  }
  const body: EventBody = {
    type: 'ticket.created',
    number: context.nextNumber,
    channel: args.channel,
    fields: args.fields,
    attention: null,
    ...(customerId === null || !reporter.email.includes('@') ? { confirmation: 'awaited' } : {}),
  }
  const created = stamped(time, body)
  return args.text.trim() === '' ? applied(created) : applied(created, report)
}

const unknown = (what: string): Decision =>
  rejected(`unknown-${what}`, `This ${what} does not exist in your workspace; choose another.`)

/** A reply leaves when it is sent; that its author wrote it earlier, without a network, stands beside it. */
const writtenEarlier = ({ writtenAt, clock }: Mutation, now: number): { readonly saidAt?: number } =>
  clock === undefined && now - writtenAt >= writtenLaterMs ? { saidAt: writtenAt } : {}

/** What is sent within this time of its writing was sent at once, ms. */
const writtenLaterMs = 120_000

function reply(
  ticket: Ticket,
  args: MutationArgs<'reply.send'>,
  { actor, mail, knows }: DecisionContext,
): EventBody {
  return {
    type: 'reply.sent',
    purpose: args.purpose,
    reachesCustomer: reachesCustomer(ticket, [...args.to, ...args.cc], knows),
    message: {
      text: args.text,
      html: null,
      from: { name: actor.name, email: mail.from },
      to: args.to,
      cc: args.cc,
      subject: /^re:/i.test(ticket.subject) ? ticket.subject : cutText(`Re: ${ticket.subject}`, 1000),
      messageId: mail.messageId,
      attachments: [],
    },
  }
}

/** Waiting for the key user needs a contact attempt: by e-mail first, for urgent tickets by telephone ("telefonisch"). */
function startWait(ticket: Ticket, args: MutationArgs<'wait.start'>, context: DecisionContext): Decision {
  if (ticket.openWait?.kind === args.kind && !isBefore(args.occurredAt, ticket.openWait.from))
    return rejected(
      'already-waiting',
      'The ticket already waits for this party; log a contact attempt instead.',
    )
  if (args.kind === 'key-user' && !args.contactAttempt)
    return rejected(
      'contact-attempt-required',
      'Say how you tried to reach the key user: the wait counts from that attempt.',
    )
  if (args.kind === 'key-user' && ticket.priority === 'high' && args.contactAttempt?.channel !== 'telephone')
    return rejected('telephone-required', 'High priority: try the key user by telephone before you wait.')
  if (args.contactAttempt?.channel === 'email' && isLeftReplyUndelivered(ticket, context)) return undelivered
  const { kind, reason, contactAttempt } = args
  const body: EventBody = { type: 'wait.started', kind, reason, contactAttempt }
  const decision =
    contactAttempt?.channel === 'email'
      ? reportedBehindReply('wait-start', ticket, args, context, body)
      : reported('wait-start', ticket, args, context, body)
  return kind === 'key-user' ? endedByAnswer(decision, context) : outlastingAnswer(decision, context)
}

/** A customer's answer, which ended the wait for the key user, ends no wait for somebody else that had begun before it. */
function outlastingAnswer(decision: Decision, { since }: DecisionContext): Decision {
  if ('reason' in decision) return decision
  const events = decision.events.map((event): DecidedEvent => {
    const { at, body } = event
    const outlasts = since.some(
      ({ type, actor, at: endedAt }) => type === 'wait.ended' && actor.kind === 'customer' && endedAt > at,
    )
    return outlasts && body.type === 'wait.started' ? { ...event, body: { ...body, outlasts: true } } : event
  })
  return applied(...events)
}

/** A wait that its author wrote down before they saw that the customer had answered ends with that answer. */
function endedByAnswer(decision: Decision, { since }: DecisionContext): Decision {
  if ('reason' in decision) return decision
  const [begun] = decision.events
  const answer = since.find(
    (event) =>
      event.type === 'message.received' && event.author === undefined && event.at > (begun?.at ?? Infinity),
  )
  return answer ? applied(...decision.events, { at: answer.at, body: { type: 'wait.ended' } }) : decision
}

/** Ends the wait that stood at the time that the person says; where it has ended since, the earlier end counts. */
function endWait(ticket: Ticket, args: MutationArgs<'wait.end'>, context: DecisionContext): Decision {
  const { openWait } = ticket
  const isUnseen = context.since.some((event) => event.type === 'wait.started' && event.at === openWait?.from)
  const known = isUnseen ? { ...ticket, openWait: null } : ticket
  const decision = reported('wait-end', known, args, context, { type: 'wait.ended' })
  if ('reason' in decision) return decision
  const at = decision.events[0]?.at ?? context.now
  // It ended before: the earlier end is the end, and there is nothing to enter.
  return ticket.facts.waits.some((wait) => holds(wait, at)) ? decision : { result: 'merged', events: [] }
}

function solve(ticket: Ticket, args: MutationArgs<'ticket.solve'>, context: DecisionContext): Decision {
  if (ticket.facts.feedbackAt === null && !context.unsentReply && hasUndelivered(ticket)) return undelivered
  if (ticket.facts.feedbackAt === null && !context.unsentReply)
    return rejected(
      'feedback-first',
      'Give the key user feedback first: send a reply, or log a telephone call.',
    )
  const body: EventBody = { type: 'ticket.solved', resolution: args.resolution }
  return reportedBehindReply('solution', ticket, args, context, body)
}

/** What rests on a reply that may not have left waits for what its author says of that reply. */
const undelivered: Decision = {
  result: 'held',
  reason: {
    code: 'reply-undelivered',
    message: 'The reply before it did not reach the customer, or that is in doubt: decide on that first.',
  },
}
const hasUndelivered = (ticket: Ticket): boolean =>
  (ticket.undelivered ?? []).some(({ reachesCustomer: reaches }) => !reaches)

function close(ticket: Ticket, args: MutationArgs<'ticket.close'>, context: DecisionContext): Decision {
  const { reason, note } = args
  if ((reason === 'confirmed' || reason === 'unconfirmed') && ticket.status !== 'solved')
    return rejected('not-solved', 'Only a solved ticket can be confirmed: solve it first.')
  if (reason === 'no-contact') {
    const silentSince = silentSinceAttempt(ticket)
    if (silentSince === null)
      return rejected(
        'no-silence',
        'The ticket does not wait for the key user, or there was contact since the last attempt.',
      )
    if (!context.termOver('contact', silentSince))
      return rejected(
        'contact-term-running',
        'Seven days without contact have not passed since the last contact attempt.',
      )
  }
  if (reason === 'unconfirmed' && !context.termOver('confirmation', unconfirmedSince(ticket) ?? context.now))
    return rejected(
      'confirmation-term-running',
      'Seven days without confirmation have not passed since the ticket was solved.',
    )
  return applied({ at: context.now, body: { type: 'ticket.closed', reason, note } })
}

function escalate(ticket: Ticket, args: MutationArgs<'ticket.escalate'>, now: number): Decision {
  const level = ticket.escalation?.level ?? 0
  if (args.level <= level) return rejected('already-escalated', `This ticket is already at level ${level}.`)
  if (args.level === 2 && level === 0)
    return rejected(
      'level-1-first',
      'An escalation is first handled by a (senior) partner: escalate to level 1.',
    )
  return applied({ at: now, body: { type: 'ticket.escalated', level: args.level, reason: args.reason } })
}

/** Why an act must be looked at again by its author; null when nothing that counts came between. */
function stale({ type, args, seen }: Mutation, { since, again, actor }: DecisionContext): ApiError | null {
  if (again || ('anyway' in args && args.anyway)) return null
  return heldBecause(type, { since, actor, own: seen.own })
}

/**
 * Whether a fact happened before something that its author had not seen, and that would keep them from writing it down today: it
 * is entered in the order in which things happened. On a closed ticket only the closing counts as that: what happened before it, in
 * the time in which a report may still be written down, unless a senior says so. Such a fact stands in the ticket's revisions.
 */
function isLateFact(
  { facts }: Ticket,
  { type, args }: Mutation,
  { since, now, role }: DecisionContext,
): boolean {
  if (type !== 'ticket.solve' && sinceRules[type].kind !== 'fact') return false
  const at = 'occurredAt' in args ? args.occurredAt : null
  if (at === null) return false
  if (facts.closedAt === null) return since.some((event) => event.at > at)
  const isRecent = role !== 'agent' || now - at <= oldestReceiptDays * DAY_MS
  return isRecent && at < facts.closedAt && since.some(({ type: each }) => each === 'ticket.closed')
}

const isBefore = (occurredAt: number | null, at: number): boolean => occurredAt !== null && occurredAt < at
