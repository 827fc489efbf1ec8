import { findAct } from './acts/find'
import { decide } from './decide'
import type { Decision, DecisionContext } from './decision'
import type { TicketEvent } from './events'
import { evolve } from './evolve'
import type { Mutation } from './mutations'
import { reachesCustomer } from './reaches-customer'
import type { Ticket } from './ticket'

/** What a device shows: the confirmed ticket with its own undecided work folded over it. */
export interface PendingFold {
  readonly ticket: Ticket | null
  /** Events as they will be, should the server agree; ids and versions are provisional. */
  readonly events: readonly TicketEvent[]
}

/** Work of this device on a ticket, as it was written. */
export interface Undecided {
  readonly mutation: Mutation
  /** The server wants its author to decide on it. */
  readonly isHeld?: boolean
}

type ClientContext = Pick<DecisionContext, 'actor' | 'role' | 'knows'>

const nothing = { from: '', messageId: null } as const

/**
 * Folds undecided mutations over the confirmed base, oldest first. One that would be refused now is left out of the
 * fold, never out of the outbox: only the server's word counts.
 */
export function foldPending(
  base: Ticket | null,
  work: readonly Undecided[],
  client: ClientContext,
): PendingFold {
  let ticket = base
  let unsentReply = false
  const events: TicketEvent[] = []
  for (const { mutation, isHeld } of work) {
    if (ticket && mutation.type === 'reply.send') {
      const { to, cc } = mutation.args
      unsentReply ||= reachesCustomer(ticket, [...to, ...cc], client.knows)
    }
    // It waits for its author's decision: nothing of it is shown as done, and what rests on it still has no reply to rest on.
    if (isHeld) continue
    const decision = decide(ticket, mutation, {
      ...client,
      now: mutation.writtenAt,
      since: [],
      again: false,
      unsentReply,
      nextNumber: null,
      mail: nothing,
      termOver: () => true,
    })
    // What rests on a reply that has not left happens when it leaves: until then no clock stops for it.
    const rests = unsentReply && (findAct(mutation.type).restsOnReply?.(mutation.args) ?? null) !== null
    for (const event of toEvents(decision, mutation, client)) {
      if (!rests) ticket = evolve(ticket, event, 'pending')
      events.push(event)
    }
  }
  return { ticket, events }
}

function toEvents(decision: Decision, mutation: Mutation, { actor }: ClientContext): readonly TicketEvent[] {
  if ('reason' in decision) return []
  return decision.events.map(({ at, saidAt, by, body }) => ({
    id: mutation.id,
    ticketId: mutation.ticketId,
    version: 1,
    at,
    recordedAt: mutation.writtenAt,
    ...(saidAt === undefined ? {} : { saidAt }),
    actor:
      body.type === 'message.received'
        ? { kind: 'customer', id: null, name: body.message.from.name }
        : (by ?? actor),
    mutationId: mutation.id,
    ...body,
  }))
}
