import { sql } from 'drizzle-orm'
import { agreement20230224 } from '../../shared/sla/agreement'
import { calendarDaysLater } from '../../shared/sla/auto-close'
import { zoneTime } from '../../shared/sla/zone-time'
import type { DecisionContext } from '../../shared/tickets/decide'
import type { Mutation } from '../../shared/tickets/mutations'
import type { Customer } from '../../shared/tickets/people'
import type { Ticket } from '../../shared/tickets/ticket'
import type { Identity } from '../accounts/identity'
import type { ServerContext } from '../context'
import type { Queries } from '../db/database'
import { rows } from '../db/database'
import { messageIdOf } from '../mail/message-id'
import { eventIdOf } from './event-id'
import { knownPeople } from './known-people'
import { eventsSince, lockNextNumber } from './ticket-row'

interface Surroundings {
  readonly context: ServerContext
  readonly queries: Queries
  readonly author: Identity
  readonly now: number
}

/** Reads from the database what a decision on this mutation depends on, and no more. */
export async function decisionContext(
  { context, queries, author, now }: Surroundings,
  ticket: Ticket | null,
  mutation: Mutation,
): Promise<DecisionContext> {
  const { workspaceId, agent } = author
  const seen = mutation.seen.version
  const from =
    mutation.type === 'reply.send' && ticket
      ? await officeAddress(queries, workspaceId, ticket.customerId, context.officeAddress)
      : context.officeAddress
  return {
    now,
    actor: { kind: 'agent', id: agent.id, name: agent.name },
    role: agent.role,
    since: ticket && ticket.version > seen ? await eventsSince(queries, workspaceId, ticket.id, seen) : [],
    unsentReply: false,
    nextNumber:
      mutation.type === 'ticket.create' && !ticket ? await lockNextNumber(queries, workspaceId) : null,
    mail: { from, messageId: messageIdOf(eventIdOf(mutation.id, 0), from) },
    knows: await knownPeople(queries, workspaceId, mutation),
    contactTermOver: (lastContactAttemptAt) => termOver(lastContactAttemptAt, now),
  }
}

/** Whether the seven calendar days of the agreement have passed since `at`, on the office's wall clock. */
export function termOver(at: number, now: number): boolean {
  const zone = zoneTime(agreement20230224.calendar.timeZone)
  if (!zone) throw new Error('The office has no time zone')
  return calendarDaysLater(zone, at, agreement20230224.contactTermDays) <= now
}

/** The address at the office from which a customer's tickets are answered. */
export async function officeAddress(
  queries: Queries,
  workspaceId: string,
  customerId: string | null,
  otherwise: string,
): Promise<string> {
  if (customerId === null) return otherwise
  const [row] = await rows<{ doc: Customer }>(
    queries,
    sql`select doc from customers where workspace_id = ${workspaceId}::uuid and id = ${customerId}::uuid`,
  )
  return row?.doc.email || otherwise
}
