import type { DecidedEvent } from '../../shared/tickets/decide'
import type { EventBody } from '../../shared/tickets/events'
import type { Ticket } from '../../shared/tickets/ticket'
import { closingNotice, isTold } from '../change/closing-notice'
import { confirmationOf } from '../change/confirmation'
import type { Queries } from '../db/database'
import { officeAddress } from './decision-context'

interface Surroundings {
  readonly queries: Queries
  readonly workspaceId: string
  readonly officeName: string
  /** Sender where the customer has no address of their own at the office. */
  readonly otherwise: string
  /** The ticket before the decision, and with it. */
  readonly before: Ticket | null
  readonly after: Ticket
  readonly now: number
  /** The id of the event that follows on those decided. */
  readonly eventId: string
}

/**
 * What the office sends by itself because of a decision: at most one mail. Closing for want of an answer tells the reporter
 * so, whoever closes. A report is confirmed to its reporter once, when it is written down for a known customer, or when an
 * agent says which customer it is of.
 */
export async function followUps(
  events: readonly DecidedEvent[],
  around: Surroundings,
): Promise<readonly DecidedEvent[]> {
  const { now, after, before } = around
  const closing = events.map(({ body }) => body).find((body) => body.type === 'ticket.closed')
  const notice = closing && isTold(closing.reason) ? closing.reason : null
  const isDue = before === null || before.confirmation === 'awaited'
  const confirms = isDue && after.customerId !== null && !closing
  if (notice === null && !confirms) return []
  const office = { name: around.officeName, address: await addressOf(around) }
  const body: EventBody | null =
    notice === null
      ? confirmationOf({ fields: after, number: after.number, eventId: around.eventId, office })
      : closingNotice(before ?? after, notice, around.eventId, office)
  return body ? [{ at: now, body }] : []
}

const addressOf = ({ queries, workspaceId, after, otherwise }: Surroundings): Promise<string> =>
  officeAddress(queries, workspaceId, after.customerId, otherwise)
