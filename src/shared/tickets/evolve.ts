import { createdTicket } from './acts/create'
import type { Standing } from './acts/define'
import { findEventKind } from './acts/find'
import type { TicketEvent } from './events'
import type { Ticket } from './ticket'
import { readableCreation } from './unknown-event'

/**
 * Folds one event into a ticket: the same code on server, client and simulator. Total: an event that does not fit is
 * folded as far as it can be, for the log is the truth. One that a newer version made and this one cannot read counts in the
 * version, and marks the ticket.
 * @param ticket null only for the first event of a ticket
 */
export function evolve(ticket: Ticket | null, event: TicketEvent, standing: Standing = 'confirmed'): Ticket {
  if (event.type === 'ticket.created') return createdTicket(event, standing)
  if (!ticket && event.type === 'unknown')
    return { ...createdTicket(readableCreation(event), standing), unknownEvents: 1 }
  if (!ticket) throw new Error(`Event ${event.id} (${event.type}) has no ticket before it`)
  const changed = { ...ticket, ...changes(ticket, event, standing), updatedAt: event.recordedAt }
  return standing === 'confirmed'
    ? { ...changed, version: event.version }
    : { ...changed, ...counted(ticket) }
}

/** Folds a whole log, oldest first. Null for an empty one. */
export function evolveAll(events: readonly TicketEvent[]): Ticket | null {
  return events.reduce<Ticket | null>((ticket, event) => evolve(ticket, event), null)
}

/** What pending work leaves alone: the author has seen no more than the confirmed base. */
const counted = (base: Ticket) => ({
  version: base.version,
  customerMessages: base.customerMessages,
  publicReplies: base.publicReplies,
})

function changes(ticket: Ticket, event: TicketEvent, standing: Standing): Partial<Ticket> {
  if (event.type === 'unknown') return { unknownEvents: (ticket.unknownEvents ?? 0) + 1 }
  return findEventKind(event.type).fold(ticket, event, standing)
}
