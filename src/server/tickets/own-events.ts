import type { Actor, EventBody } from '../../shared/tickets/events'
import { stampEvents } from '../../shared/tickets/stamp'
import type { Happened } from '../../shared/tickets/stamp'
import type { Ticket } from '../../shared/tickets/ticket'
import type { ServerContext } from '../context'
import type { Tx } from '../db/database'
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
  queries: Tx,
  { workspaceId, ticket, bodies, actor = tijdig }: OwnEvents,
): Promise<CommittedChange> {
  const now = context.now()
  const happened = bodies.map((body): Happened => {
    return { id: context.random.uuid(now), at: now, actor, body }
  })
  return writeHappened(queries, { workspaceId, ticket, now, happened })
}

interface HappenedOnTicket extends OnTicket {
  readonly now: number
  /** At least one. */
  readonly happened: readonly Happened[]
}

/** Writes what happened on a ticket without a mutation. Must be the last statement of its transaction, as `writeTicket` is. */
export function writeHappened(
  queries: Tx,
  { workspaceId, ticket, now, happened }: HappenedOnTicket,
): Promise<CommittedChange> {
  const log = { ticketId: ticket.id, ticket, mutationId: null, recordedAt: now }
  return writeTicket(queries, { workspaceId, at: now, mutation: null, ...stampEvents(log, happened) })
}

/** Writes a note of the server's own on a ticket. Must be the last statement of its transaction, as `writeTicket` is. */
export const writeNote = (
  context: ServerContext,
  queries: Tx,
  { text, ...on }: OnTicket & { readonly text: string },
): Promise<CommittedChange> =>
  writeOwnEvents(context, queries, { ...on, bodies: [{ type: 'note.added', text }] })
