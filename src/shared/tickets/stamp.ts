import type { Actor, EventBody, TicketEvent } from './events'
import { evolve } from './evolve'
import type { Ticket } from './ticket'

/** Something that happened on a ticket, before it stands in its log. */
export interface Happened {
  readonly id: string
  /** When it happened, epoch ms. */
  readonly at: number
  /** What its author said, where that is another moment. */
  readonly saidAt?: number | undefined
  readonly actor: Actor
  readonly body: EventBody
}

interface Log {
  readonly ticketId: string
  /** The ticket as it is; null for one that begins. */
  readonly ticket: Ticket | null
  /** The mutation that caused it; null for what the system or a mail did. */
  readonly mutationId: string | null
  /** When it is written down, epoch ms. */
  readonly recordedAt: number
}

/**
 * Stamps what happened as the next events of a ticket's log, and folds them: the only place where an event of the log is made.
 * At least one must have happened.
 */
export function stampEvents(
  { ticketId, ticket, mutationId, recordedAt }: Log,
  happened: readonly Happened[],
): { readonly ticket: Ticket; readonly events: readonly TicketEvent[] } {
  const version = ticket?.version ?? 0
  const events = happened.map(({ id, at, saidAt, actor, body }, index): TicketEvent => ({
    id,
    ticketId,
    version: version + index + 1,
    at,
    recordedAt,
    ...(saidAt === undefined ? {} : { saidAt }),
    actor,
    mutationId,
    ...body,
  }))
  const after = events.reduce<Ticket | null>((before, event) => evolve(before, event), ticket)
  if (!after) throw new Error(`Nothing happened on ticket ${ticketId}`)
  return { ticket: after, events }
}
