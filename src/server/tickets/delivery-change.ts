import { deliveryBody } from '../../shared/tickets/delivery'
import type { DeliveryChange } from '../../shared/tickets/delivery'
import type { EventBody } from '../../shared/tickets/events'
import { isKeyUserAddress, reachesCustomer } from '../../shared/tickets/reaches-customer'
import type { Ticket } from '../../shared/tickets/ticket'
import type { Reader } from '../db/database'
import { recipientsOf } from './recipients'
import type { Delivery, OutgoingMail, RecipientDelivery } from './outgoing-mail'
import { findReadableCustomer } from './customer'
import { eventsSince } from './ticket-row'

interface MailOfTicket {
  readonly workspaceId: string
  /** As it is in this transaction, locked. */
  readonly ticket: Ticket
  /** The mail's id, which is its reply's. */
  readonly id: string
  readonly mail: Pick<OutgoingMail, 'to' | 'cc'>
  readonly delivery: Delivery
  /** UTC epoch ms. */
  readonly now: number
  /** What a person decided; left out: what the delivery says. */
  readonly decided?: Extract<DeliveryChange['state'], 'waiting' | 'arrived' | 'given-up'>
}

/**
 * What a ticket must hear of the delivery of its mail: an agent's reply that did not leave is no feedback. Null for a mail of the
 * server's own, and where the ticket knows it already.
 */
export async function deliveryChange(
  queries: Reader,
  { workspaceId, ticket, id, mail, delivery, now, decided }: MailOfTicket,
): Promise<EventBody | null> {
  const recipients = recipientsOf(mail, delivery)
  const state = decided ?? stateOf(recipients)
  const known = ticket.undelivered?.find(({ replyId }) => replyId === id)
  const isNews = decided !== undefined || known !== undefined || state === 'failed' || state === 'in-doubt'
  if (!isNews) return null
  const customer = await findReadableCustomer(queries, workspaceId, ticket.customerId)
  const knows = {
    keyUser: (customerId: string, email: string) =>
      customer?.id === customerId && isKeyUserAddress(customer.keyUsers, email),
  }
  const have = recipients.flatMap((one) => (one.state === 'sent' ? [one.address] : []))
  const reaches = reachesCustomer(ticket, have, knows)
  if (known && known.state === state && known.reachesCustomer === reaches) return null
  const events = await eventsSince(queries, workspaceId, ticket.id, 0)
  return deliveryBody(events, { replyId: id, state, reachesCustomer: reaches, at: now })
}

/** Who is in doubt first: a person can do most about that. */
function stateOf(recipients: readonly RecipientDelivery[]): DeliveryChange['state'] {
  const states = new Set(recipients.map(({ state }) => state))
  if (states.has('unknown')) return 'in-doubt'
  if (states.has('failed')) return 'failed'
  return states.has('waiting') ? 'waiting' : 'delivered'
}
