import { findAct } from './acts/find'
import { neverWaits } from './acts/never-waits'
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
  /** A reply that the server refused: what was written for it has no mail to rest on. */
  readonly isRefused?: boolean
}

type ClientContext = Pick<DecisionContext, 'actor' | 'role' | 'knows'>

const nothing = { from: '', messageId: null } as const

/**
 * Folds undecided mutations over the confirmed base, oldest first. One that would be refused now is left out of the
 * fold, never out of the outbox: only the server's word counts. What rests on a reply that has not left, what is built on
 * that, and what waits behind held work, is among the events and changes nothing yet; nor does what its author wrote while the
 * time was not known.
 */
export function foldPending(
  base: Ticket | null,
  work: readonly Undecided[],
  client: ClientContext,
): PendingFold {
  let ticket = base
  /** As it will be when all of it has happened: by this is judged what can still be done. */
  let ahead = base
  let unsentReply = false
  let isMailRefused = false
  let isBehindHeld = false
  const events: TicketEvent[] = []
  for (const { mutation, isHeld, isRefused } of work) {
    if (ahead && mutation.type === 'reply.send') {
      const { to, cc } = mutation.args
      unsentReply ||= reachesCustomer(ahead, [...to, ...cc], client.knows)
    }
    // It waits for its author's decision: nothing of it is shown as done, and what was written behind it waits too.
    const part = findAct(mutation.type).restsOnReply?.(mutation.args) ?? null
    isBehindHeld ||= isHeld === true || (isMailRefused && part === 'attempt')
    if (mutation.type === 'reply.send') isMailRefused = isRefused === true
    if (isHeld || isRefused) continue
    const context = { ...aloneContext, ...client, now: mutation.writtenAt, unsentReply }
    const timeless = withoutTime(mutation)
    const decision = timeless
      ? decide(ahead, timeless, { ...context, now: Math.max(mutation.writtenAt, ahead?.updatedAt ?? 0) })
      : decide(ahead, mutation, context)
    // What rests on a reply that has not left happens when it leaves: until then no clock stops for it.
    const rests =
      timeless !== null ||
      (isBehindHeld && !neverWaits.has(mutation.type)) ||
      (unsentReply && part !== null) ||
      (ticket !== ahead && 'reason' in decide(ticket, mutation, context))
    const isSame = ticket === ahead && !rests
    for (const event of toEvents(decision, mutation, client)) {
      if (!rests) ticket = evolve(ticket, event, 'pending')
      ahead = isSame ? ticket : evolve(ahead, event, 'pending')
      events.push(event)
    }
  }
  return { ticket, events }
}

/** What a device that folds its own work does not know, or need not. */
const aloneContext = {
  since: [],
  again: false,
  nextNumber: null,
  mail: nothing,
  termOver: () => true,
} as const

/** A fact whose time its author will be asked for, because no clock could be trusted then; null for other work. */
export const withoutTime = (mutation: Mutation): Mutation | null =>
  mutation.clock === 'uncertain' && 'occurredAt' in mutation.args && mutation.type !== 'ticket.create'
    ? ({ ...mutation, args: { ...mutation.args, occurredAt: null } } as Mutation)
    : null

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
