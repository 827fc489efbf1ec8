import type { TicketEvent } from '../../shared/tickets/events'
import { evolve } from '../../shared/tickets/evolve'
import type { Ticket } from '../../shared/tickets/ticket'
import type { ServerContext } from '../context'
import type { Queries } from '../db/database'
import type { CommittedChange } from './committed'
import { writeTicket } from './write-ticket'

interface Note {
  readonly workspaceId: string
  /** As it is in this transaction, locked. */
  readonly ticket: Ticket
  readonly text: string
}

/** Writes a note of the server's own on a ticket. Must be the last statement of its transaction, as `writeTicket` is. */
export function writeNote(
  context: ServerContext,
  queries: Queries,
  { workspaceId, ticket, text }: Note,
): Promise<CommittedChange> {
  const now = context.now()
  const note: TicketEvent = {
    id: context.random.uuid(now),
    ticketId: ticket.id,
    version: ticket.version + 1,
    at: now,
    recordedAt: now,
    actor: { kind: 'system', id: null, name: 'Tijdig' },
    mutationId: null,
    type: 'note.added',
    text,
  }
  const after = evolve(ticket, note)
  return writeTicket(queries, { workspaceId, at: now, ticket: after, events: [note], mutation: null })
}
