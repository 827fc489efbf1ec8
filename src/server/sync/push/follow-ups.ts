import type { DecidedEvent } from '../../../shared/tickets/decision'
import type { EventBody } from '../../../shared/tickets/events'
import type { Ticket } from '../../../shared/tickets/ticket'
import { closingNotice, isTold } from '../../tickets/closing-notice'
import { confirmationOf } from '../../tickets/confirmation'
import type { Reader } from '../../db/database'
import { officeAddress } from '../../administration/sender-domains'

/** An event of a decision; some the office adds by itself. */
export type OwnEvent = DecidedEvent & { readonly byOffice?: true }

interface Surroundings {
  readonly queries: Reader
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

/**
 * What was decided, without the mail that would follow on it because its author has sent too much in this hour. Nothing that they
 * wrote is lost: a note says so, and a confirmation waits for the next change on the ticket.
 */
export function withoutMail(
  events: readonly DecidedEvent[],
  { ticket, after, now }: { readonly ticket: Ticket | null; readonly after: Ticket; readonly now: number },
): readonly OwnEvent[] {
  const waiting = events.map((event): OwnEvent =>
    event.body.type === 'ticket.created'
      ? { ...event, body: { ...event.body, confirmation: 'awaited' } }
      : event,
  )
  const isClosed = events.some(({ body }) => body.type === 'ticket.closed')
  // Said once, not with each change that the confirmation waits through.
  if (!isClosed && ticket?.customerId === after.customerId) return waiting
  const text = isClosed ? notTold : notConfirmed
  return [...waiting, { at: now, byOffice: true, body: { type: 'note.added', text } }]
}

const notConfirmed =
  'De melder kreeg nog geen ontvangstbevestiging: er is dit uur te veel e-mail aan nieuwe adressen verstuurd. Die gaat mee met de volgende wijziging van dit ticket, vanaf het volgende uur.\n' +
  'The reporter has had no confirmation yet: too much e-mail was sent to new addresses within this hour. It goes with the next change on this ticket, from the next hour on.'
const notTold =
  'De melder kreeg geen e-mail over het sluiten: er is dit uur te veel e-mail verstuurd. Laat het zelf weten.\n' +
  'The reporter was not told by e-mail of the closing: too much e-mail was sent within this hour. Tell them yourself.'
