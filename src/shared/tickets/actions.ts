import type { MutationType } from './mutations'
import type { Role } from './people'
import type { Ticket, TicketStatus } from './ticket'

interface Rule {
  readonly statuses: readonly TicketStatus[]
  readonly roles?: readonly Role[]
  /** A further condition on the ticket, with what to say when it fails. */
  readonly unless?: (ticket: Ticket) => Refusal | null
}

export interface Refusal {
  readonly code: string
  readonly message: string
}

const unclosed = ['new', 'open', 'waiting', 'solved'] as const
const active = ['new', 'open', 'waiting'] as const
const any = ['new', 'open', 'waiting', 'solved', 'closed'] as const

const refuse = (code: string, message: string): Refusal => ({ code, message })

/** The state machine: on which tickets each action is allowed, and to whom. `ticket.create` needs no ticket. */
export const actionRules: Readonly<Record<Exclude<MutationType, 'ticket.create'>, Rule>> = {
  'ticket.edit': { statuses: any },
  'reply.send': { statuses: unclosed },
  'feedback.give': {
    statuses: active,
    unless: (ticket) =>
      ticket.facts.feedbackAt === null
        ? null
        : refuse('feedback-given', 'Feedback was already given; send a reply instead.'),
  },
  'note.add': { statuses: any },
  'work.start': {
    statuses: ['new', 'open'],
    unless: (ticket) =>
      ticket.facts.workStartedAt === null
        ? null
        : refuse('work-started', 'Work on this ticket has already started.'),
  },
  'wait.start': { statuses: active },
  'contact.log': { statuses: unclosed },
  'wait.end': { statuses: ['waiting'] },
  'ticket.solve': { statuses: active },
  'ticket.reopen': { statuses: ['solved', 'closed'] },
  'ticket.close': { statuses: unclosed },
  'ticket.escalate': {
    statuses: unclosed,
    unless: (ticket) =>
      ticket.escalation?.level === 2
        ? refuse('already-escalated', 'This ticket is already with the Managing Partner.')
        : null,
  },
  'escalation.end': {
    statuses: unclosed,
    roles: ['senior', 'managing-partner', 'administrator'],
    unless: (ticket) => (ticket.escalation ? null : refuse('not-escalated', 'This ticket is not escalated.')),
  },
  'recording.add': { statuses: any },
  'attention.clear': {
    statuses: any,
    unless: (ticket) =>
      ticket.attention ? null : refuse('no-attention', 'This ticket is not marked for attention.'),
  },
}

export type TicketAction = keyof typeof actionRules

/** Why `role` may not do this to the ticket now, as a code and a sentence; null when it is allowed. */
export function refusalOf(action: TicketAction, ticket: Ticket, role: Role): Refusal | null {
  const rule = actionRules[action]
  if (!rule.statuses.includes(ticket.status))
    return refuse(
      ticket.status === 'closed' ? 'ticket-closed' : 'wrong-status',
      ticket.status === 'closed'
        ? 'The ticket is closed: reopen it first.'
        : `This cannot be done while the ticket is ${ticket.status}.`,
    )
  if (rule.roles && !rule.roles.includes(role))
    return refuse('not-allowed', 'Only a senior, the Managing Partner or an administrator may do this.')
  return rule.unless?.(ticket) ?? null
}

/** The actions that the ticket's state and the person's role allow: all that the screen may offer. */
export function allowedActions(ticket: Ticket, role: Role): readonly TicketAction[] {
  return (Object.keys(actionRules) as TicketAction[]).filter(
    (action) => refusalOf(action, ticket, role) === null,
  )
}
