import { ticketActs } from './acts'
import type { Refusal } from './acts/define'
import { findAct } from './acts/find'
import type { AnyAct } from './acts/find'
import type { Role } from './people'
import type { Ticket } from './ticket'

type Act = (typeof ticketActs)[number]

/** What can be done to a ticket that exists. */
export type TicketAction = Exclude<Act, { readonly makesTicket: true }>['type']

const refuse = (code: string, message: string): Refusal => ({ code, message })

/** Why `role` may not do this to the ticket now, as a code and a sentence; null when it is allowed. */
export const refusalOf = (action: TicketAction, ticket: Ticket, role: Role): Refusal | null =>
  refusalOfAct(findAct(action), ticket, role)

export function refusalOfAct({ allowed }: AnyAct, ticket: Ticket, role: Role): Refusal | null {
  if (!allowed?.statuses.includes(ticket.status))
    return refuse(
      ticket.status === 'closed' ? 'ticket-closed' : 'wrong-status',
      ticket.status === 'closed'
        ? 'The ticket is closed: reopen it first.'
        : `This cannot be done while the ticket is ${ticket.status}.`,
    )
  if (allowed.roles && !allowed.roles.includes(role))
    return refuse('not-allowed', 'Only a senior, the Managing Partner or an administrator may do this.')
  return allowed.unless?.(ticket) ?? null
}

/** The actions that the ticket's state and the person's role allow: all that the screen may offer. */
export function allowedActions(ticket: Ticket, role: Role): readonly TicketAction[] {
  return ticketActs.flatMap((act) =>
    act.makesTicket || refusalOf(act.type, ticket, role) !== null ? [] : [act.type],
  )
}
