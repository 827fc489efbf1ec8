import type { DecisionContext } from '../../../shared/tickets/decision'
import type { Mutation } from '../../../shared/tickets/mutations'
import { isKeyUserAddress } from '../../../shared/tickets/reaches-customer'
import type { Ticket } from '../../../shared/tickets/ticket'
import { senderAddress } from '../../administration/sender-domains'
import type { Identity } from '../../accounts/identity'
import { findReadableCustomer } from '../../tickets/customer'
import { termOver } from '../../tickets/terms'
import type { ServerContext } from '../../context'
import type { Tx } from '../../db/database'
import { messageIdOf } from '../../tickets/message-id'
import { eventIdOf } from './event-id'
import { knownPeople } from './known-people'
import { eventsSince, lockNextNumber } from '../../tickets/ticket-row'

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
      ? await findReadableCustomer(queries, workspaceId, ticket?.customerId ?? null)
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
