import { sql } from 'drizzle-orm'
import type { TicketEvent } from '../../shared/tickets/events'
import type { Message } from '../../shared/tickets/message'
import type { Ticket } from '../../shared/tickets/ticket'
import type { Reader } from '../db/database'
import { rows } from '../db/database'
import type { QueuedMail } from './committed'

type Sent = TicketEvent & { readonly message: Message; readonly type: 'reply.sent' | 'confirmation.sent' }

const isSent = (event: TicketEvent): event is Sent =>
  (event.type === 'reply.sent' || event.type === 'confirmation.sent') && event.message.to.length > 0

/** The mails that a ticket's new events cause: exactly one for each reply, notice or confirmation, under the event's id. */
export async function mailsOf(
  queries: Reader,
  workspaceId: string,
  ticket: Ticket,
  events: readonly TicketEvent[],
): Promise<readonly QueuedMail[]> {
  const sent = events.filter(isSent)
  if (sent.length === 0) return []
  const known = await messageIds(queries, workspaceId, ticket.id)
  const received = events.flatMap((event) =>
    event.type === 'message.received' && event.message.messageId ? [event.message.messageId] : [],
  )
  const references = [...known, ...received]
  return sent.map((event) => ({
    id: event.id,
    ticketId: ticket.id,
    mail: {
      from: event.message.from,
      to: event.message.to,
      cc: event.message.cc,
      subject: event.message.subject,
      text: event.message.text,
      messageId: event.message.messageId ?? `${event.id}@localhost`,
      inReplyTo: references.at(-1) ?? null,
      references,
      attachmentIds: event.message.attachments.map(({ id }) => id),
      automatic: event.type === 'confirmation.sent' || event.purpose === 'notice',
    },
  }))
}

/** Message-IDs of the ticket's thread, oldest first: the first, which began it, and the latest nineteen. */
async function messageIds(
  queries: Reader,
  workspaceId: string,
  ticketId: string,
): Promise<readonly string[]> {
  const found = await rows<{ id: string | null }>(
    queries,
    sql`select doc->'message'->>'messageId' as id from events
      where workspace_id = ${workspaceId}::uuid and ticket_id = ${ticketId}::uuid
        and type in ('message.received', 'reply.sent', 'confirmation.sent') order by version`,
  )
  const ids = found.flatMap(({ id }) => (id ? [id] : []))
  return ids.length <= 20 ? ids : [...ids.slice(0, 1), ...ids.slice(-19)]
}
