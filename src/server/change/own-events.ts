import type { Actor, EventBody, TicketEvent } from '../../shared/tickets/events'
import { evolve } from '../../shared/tickets/evolve'
import type { Ticket } from '../../shared/tickets/ticket'
import type { ServerContext } from '../context'
import type { Queries } from '../db/database'
import type { CommittedChange } from './committed'
import { writeTicket } from './write-ticket'

interface OnTicket {
  readonly workspaceId: string
  /** As it is in this transaction, locked. */
  readonly ticket: Ticket
}

interface OwnEvents extends OnTicket {
  /** At least one. */
  readonly bodies: readonly EventBody[]
  /** Left out: the server itself. */
  readonly actor?: Actor
}

const tijdig: Actor = { kind: 'system', id: null, name: 'Tijdig' }

/**
 * Writes what the server itself has to say on a ticket, or a person otherwise than by a mutation. Must be the last statement of its
 * transaction, as `writeTicket` is.
 */
export function writeOwnEvents(
  context: ServerContext,
  queries: Queries,
  { workspaceId, ticket, bodies, actor = tijdig }: OwnEvents,
): Promise<CommittedChange> {
  const now = context.now()
  const events = bodies.map((body, index): TicketEvent => ({
    id: context.random.uuid(now),
    ticketId: ticket.id,
    version: ticket.version + 1 + index,
    at: now,
    recordedAt: now,
    actor,
    mutationId: null,
    ...body,
  }))
  const after = events.reduce((before, event) => evolve(before, event), ticket)
  return writeTicket(queries, { workspaceId, at: now, ticket: after, events, mutation: null })
}

/** Writes a note of the server's own on a ticket. Must be the last statement of its transaction, as `writeTicket` is. */
export const writeNote = (
  context: ServerContext,
  queries: Queries,
  { text, ...on }: OnTicket & { readonly text: string },
): Promise<CommittedChange> =>
  writeOwnEvents(context, queries, { ...on, bodies: [{ type: 'note.added', text }] })
