import { sql } from 'drizzle-orm'
import { agreement20230224, calendarOf } from '../../shared/sla/agreement'
import type { AutoClose } from '../../shared/sla/auto-close'
import { autoCloseOf } from '../../shared/sla/auto-close'
import type { EventBody, TicketEvent } from '../../shared/tickets/events'
import { evolve } from '../../shared/tickets/evolve'
import type { Ticket } from '../../shared/tickets/ticket'
import type { CommittedChange } from '../change/committed'
import { writeTicket } from '../change/write-ticket'
import type { ServerContext } from '../context'
import { acknowledge } from '../context'
import { rows, transaction } from '../db/database'
import { messageIdOf } from '../mail/message-id'
import { automaticMail } from '../mail/texts'
import { officeAddress } from '../sync/decision-context'

/** Shorter than any term of seven calendar days, clock changes included: what is younger need not be looked at. */
const youngestMs = 6.9 * 24 * 3_600_000
const ticketsAtOnce = 100

const { zone } = calendarOf(agreement20230224)

/**
 * Closes tickets on which nobody answered for the agreed term, and tells the reporter by e-mail. Returns how many. A ticket
 * that another server has in hand is left to it.
 */
export async function closeSilentTickets(context: ServerContext): Promise<number> {
  const now = context.now()
  const candidates = await rows<{ workspaceId: string; id: string }>(
    context.database.queries,
    sql`select workspace_id as "workspaceId", id from tickets
      where silent_since <= ${now - youngestMs}::double precision order by silent_since limit ${ticketsAtOnce}::int`,
  )
  let closed = 0
  for (const { workspaceId, id } of candidates) {
    const change = await closeIfSilent(context, workspaceId, id, now)
    if (!change) continue
    await acknowledge(context, [change])
    closed++
  }
  return closed
}

function closeIfSilent(
  context: ServerContext,
  workspaceId: string,
  id: string,
  now: number,
): Promise<CommittedChange | null> {
  return transaction(context.database, async (queries) => {
    const [row] = await rows<{ ticket: Ticket; officeName: string }>(
      queries,
      sql`select t.doc as ticket, o.doc->>'name' as "officeName" from tickets t
        join offices o on o.workspace_id = t.workspace_id
        where t.workspace_id = ${workspaceId}::uuid and t.id = ${id}::uuid for update of t skip locked`,
    )
    if (!row) return null
    const { ticket, officeName } = row
    const close = autoCloseOf(ticket.facts, ticket.lastContactAttemptAt, agreement20230224, zone)
    if (!close || close.at > now) return null
    const from = await officeAddress(queries, workspaceId, ticket.customerId, context.officeAddress)
    const bodies = closingEvents(ticket, close, { officeName, from })
    const events = bodies.map((body, index): TicketEvent => {
      const eventId = context.random.uuid(now)
      return {
        id: eventId,
        ticketId: id,
        version: ticket.version + index + 1,
        at: now,
        recordedAt: now,
        actor: { kind: 'system', id: null, name: officeName },
        mutationId: null,
        ...withMessageId(body, eventId, from),
      }
    })
    const after = events.reduce<Ticket>((folded, event) => evolve(folded, event), ticket)
    return writeTicket(queries, { workspaceId, at: now, ticket: after, events, mutation: null })
  })
}

/** The closing, and the notice to the reporter when there is an address to send it to. */
export function closingEvents(
  ticket: Ticket,
  { reason }: AutoClose,
  office: { readonly officeName: string; readonly from: string },
): readonly EventBody[] {
  const closed: EventBody = { type: 'ticket.closed', reason, note: '' }
  const { name, email } = ticket.reporter
  if (!email.includes('@')) return [closed]
  const kind = reason === 'no-contact' ? 'closed-no-contact' : 'closed-unconfirmed'
  const { subject, text } = automaticMail(ticket.language, kind, {
    name,
    number: ticket.number ?? '',
    subject: ticket.subject,
    office: office.officeName,
  })
  const message = {
    text,
    html: null,
    from: { name: office.officeName, email: office.from },
    to: [email],
    cc: [],
    subject,
    messageId: null,
    attachments: [],
  }
  return [closed, { type: 'reply.sent', purpose: 'notice', message }]
}

const withMessageId = (body: EventBody, eventId: string, from: string): EventBody =>
  body.type === 'reply.sent'
    ? { ...body, message: { ...body.message, messageId: messageIdOf(eventId, from) } }
    : body
