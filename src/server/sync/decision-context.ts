import { sql } from 'drizzle-orm'
import { agreement20230224 } from '../../shared/sla/agreement'
import { calendarDaysLater } from '../../shared/sla/auto-close'
import { zoneTime } from '../../shared/sla/zone-time'
import type { DecisionContext } from '../../shared/tickets/decision'
import type { Mutation } from '../../shared/tickets/mutations'
import type { Customer } from '../../shared/tickets/people'
import { isKeyUserAddress } from '../../shared/tickets/reaches-customer'
import type { Ticket } from '../../shared/tickets/ticket'
import { senderAddress } from '../admin/sender-domains'
import type { Identity } from '../accounts/identity'
import { readCustomer } from '../change/stored-documents'
import type { ServerContext } from '../context'
import type { Reader, Tx } from '../db/database'
import { rows } from '../db/database'
import { messageIdOf } from '../mail/message-id'
import { eventIdOf } from './event-id'
import { knownPeople } from './known-people'
import { eventsSince, lockNextNumber } from './ticket-row'

interface Surroundings {
  readonly context: ServerContext
  readonly queries: Tx
  readonly author: Identity
  readonly now: number
  readonly again: boolean
}

/**
 * Reads from the database what a decision on this mutation depends on, and no more.
 * @param again a log that a restored backup has ended may have had the mutation
 */
export async function decisionContext(
  { context, queries, author, now, again }: Surroundings,
  ticket: Ticket | null,
  mutation: Mutation,
): Promise<DecisionContext> {
  const { workspaceId, agent } = author
  const seen = mutation.seen.version
  const customer =
    mutation.type === 'reply.send'
      ? await findCustomer(queries, workspaceId, ticket?.customerId ?? null)
      : null
  const from = await senderAddress(queries, workspaceId, customer, context.officeAddress)
  return {
    now,
    actor: { kind: 'agent', id: agent.id, name: agent.name },
    role: agent.role,
    since: ticket && ticket.version > seen ? await eventsSince(queries, workspaceId, ticket.id, seen) : [],
    again,
    unsentReply: false,
    nextNumber:
      mutation.type === 'ticket.create' && !ticket ? await lockNextNumber(queries, workspaceId) : null,
    mail: { from, messageId: messageIdOf(eventIdOf(mutation.id, 0), from) },
    knows: {
      ...(await knownPeople(queries, workspaceId, mutation)),
      keyUser: (customerId, email) =>
        customer?.id === customerId && isKeyUserAddress(customer.keyUsers, email),
    },
    termOver: (term, since) => termOver(term, since, now),
  }
}

const termDays = {
  contact: agreement20230224.contactTermDays,
  confirmation: agreement20230224.confirmationTermDays,
} as const

/** Whether a term of the agreement has passed since an instant, in calendar days on the office's wall clock. */
export function termOver(term: keyof typeof termDays, since: number, now: number): boolean {
  const zone = zoneTime(agreement20230224.calendar.timeZone)
  if (!zone) throw new Error('The office has no time zone')
  return calendarDaysLater(zone, since, termDays[term]) <= now
}

/** The address at the office from which a customer's tickets are answered. */
export async function officeAddress(
  queries: Reader,
  workspaceId: string,
  customerId: string | null,
  otherwise: string,
): Promise<string> {
  const customer = await findCustomer(queries, workspaceId, customerId)
  return senderAddress(queries, workspaceId, customer, otherwise)
}

/** Null when there is none, or it cannot be read. */
export async function findCustomer(
  queries: Reader,
  workspaceId: string,
  customerId: string | null,
): Promise<Customer | null> {
  if (customerId === null) return null
  const [row] = await rows<{ doc: unknown }>(
    queries,
    sql`select doc from customers where workspace_id = ${workspaceId}::uuid and id = ${customerId}::uuid`,
  )
  return row ? readCustomer(row.doc) : null
}
