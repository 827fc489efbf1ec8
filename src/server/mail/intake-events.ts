import type { Actor, EventBody, Message, TicketEvent } from '../../shared/tickets/events'
import { evolve } from '../../shared/tickets/evolve'
import type { Ticket } from '../../shared/tickets/ticket'
import type { IntakeDecision } from './intake'
import { messageIdOf } from './message-id'
import { automaticMail } from './texts'

interface Surroundings {
  readonly newId: () => string
  readonly message: Message
  /** Of a new ticket. */
  readonly number: number | null
  /** When the mail came in, and when it is written down (epoch ms). */
  readonly at: number
  readonly now: number
  readonly officeName: string
  /** The customer's own address at the office. */
  readonly officeAddress: string
}

type Written = Extract<IntakeDecision, { kind: 'new' | 'message' | 'note' }>

const systemActor: Actor = { kind: 'system', id: null, name: 'Tijdig' }

/** The events that a decision writes, with the ticket after them. */
export function eventsOf(
  decision: Written,
  thread: Ticket | null,
  around: Surroundings,
): { readonly ticket: Ticket; readonly events: readonly TicketEvent[] } {
  const { newId, at, now, message } = around
  const ticketId = decision.kind === 'new' ? newId() : decision.ticketId
  const sender: Actor = {
    kind: 'customer',
    id: decision.kind === 'new' ? decision.fields.reporter.keyUserId : null,
    name: message.from.name || 'Onbekend / Unknown',
  }
  const bodies = decision.kind === 'new' ? created(decision, around) : decision.events
  let ticket = decision.kind === 'new' ? null : thread
  const events: TicketEvent[] = []
  for (const body of bodies) {
    const id = newId()
    const event: TicketEvent = {
      id,
      ticketId,
      version: (ticket?.version ?? 0) + 1,
      at: body.type === 'confirmation.sent' ? now : at,
      recordedAt: now,
      actor: body.type === 'note.added' || body.type === 'confirmation.sent' ? systemActor : sender,
      mutationId: null,
      ...withMessageId(body, id, around.officeAddress),
    }
    ticket = evolve(ticket, event)
    events.push(event)
  }
  if (ticket === null) throw new Error('A decision gave no ticket')
  return { ticket, events }
}

function created(decision: Extract<Written, { kind: 'new' }>, around: Surroundings): readonly EventBody[] {
  const { fields, attention, confirm, follows } = decision
  const { message, number } = around
  return [
    { type: 'ticket.created', number, channel: 'mail', fields, attention },
    { type: 'message.received', message },
    ...(follows === null
      ? []
      : [{ type: 'note.added' as const, text: `Vervolg op / Follows on #${follows}.` }]),
    ...(confirm ? [confirmation(decision, around)] : []),
  ]
}

function confirmation({ fields }: Extract<Written, { kind: 'new' }>, around: Surroundings): EventBody {
  const { number, officeName, officeAddress } = around
  const { subject, text } = automaticMail(fields.language, 'confirmation', {
    name: fields.reporter.name,
    number: number ?? '',
    subject: fields.subject,
    office: officeName,
  })
  return {
    type: 'confirmation.sent',
    message: {
      text,
      html: null,
      from: { name: officeName, email: officeAddress },
      to: [fields.reporter.email],
      cc: [],
      subject,
      messageId: null,
      attachments: [],
    },
  }
}

/** What the office sends has the Message-ID that follows from its event. */
const withMessageId = (body: EventBody, id: string, officeAddress: string): EventBody =>
  body.type === 'confirmation.sent'
    ? { ...body, message: { ...body.message, messageId: messageIdOf(id, officeAddress) } }
    : body
