import type { Actor, EventBody, TicketEvent } from '../../shared/tickets/events'
import type { Message } from '../../shared/tickets/message'
import { stampEvents } from '../../shared/tickets/stamp'
import type { Happened } from '../../shared/tickets/stamp'
import type { Ticket } from '../../shared/tickets/ticket'
import { confirmationOf } from '../tickets/confirmation'
import type { IntakeDecision } from './intake'

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

type NewTicket = Extract<IntakeDecision, { kind: 'new' }>

const systemActor: Actor = { kind: 'system', id: null, name: 'Tijdig' }

/** The events that a decision writes, with the ticket after them. */
export function eventsOf(
  decision: Extract<IntakeDecision, { kind: 'new' | 'message' | 'note' }>,
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
  const written = decision.kind === 'new' ? created(decision, around) : withIds(decision.events, newId)
  const happened = written.map(({ id, body }): Happened => {
    const isOwn = ownTypes.has(body.type)
    const isNow = isOwn && body.type !== 'note.added'
    return { id, at: isNow ? now : at, actor: isOwn ? systemActor : sender, body }
  })
  const ticket = decision.kind === 'new' ? null : thread
  return stampEvents({ ticketId, ticket, mutationId: null, recordedAt: now }, happened)
}

/** What the system does because of a mail; everything else its sender did. */
const ownTypes: ReadonlySet<EventBody['type']> = new Set(['note.added', 'confirmation.sent'])

interface Written {
  readonly id: string
  readonly body: EventBody
}

const withIds = (bodies: readonly EventBody[], newId: () => string): readonly Written[] =>
  bodies.map((body) => ({ id: newId(), body }))

function created(decision: NewTicket, around: Surroundings): readonly Written[] {
  const { fields, attention, confirmation, follows, author } = decision
  const { message, number, newId, officeName, officeAddress } = around
  const awaited = confirmation === 'awaited' ? { confirmation } : {}
  const report: readonly EventBody[] = [
    { type: 'ticket.created', number, channel: 'mail', fields, attention, ...awaited },
    { type: 'message.received', message, ...(author ? { author } : {}) },
    ...(follows === null
      ? []
      : [{ type: 'note.added' as const, text: `Vervolg op / Follows on #${follows}.` }]),
  ]
  const ids = withIds(report, newId)
  if (confirmation !== 'now') return ids
  const id = newId()
  const office = { name: officeName, address: officeAddress }
  const body = confirmationOf({ fields, number, eventId: id, office })
  return body ? [...ids, { id, body }] : ids
}
