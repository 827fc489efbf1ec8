import { decideHere } from '../../../shared/tickets/decide'
import type { Here } from '../../../shared/tickets/decide'
import type { Decision } from '../../../shared/tickets/decision'
import { evolve } from '../../../shared/tickets/evolve'
import { withoutTime } from '../../../shared/tickets/fold'
import type { Mutation } from '../../../shared/tickets/mutations'
import type { OutboxItem, TicketView } from '../../data/protocol'

interface Known {
  /** The ticket as this device shows it; null for one that the act makes. */
  readonly view: TicketView | null
  /** Work of this device that a person must decide on, or that waits for that. */
  readonly outbox: readonly OutboxItem[]
  readonly who: Pick<Here, 'actor' | 'role' | 'now'>
}

/**
 * What will become of an act, by the rules that the server decides by; null where that cannot be known here: it is saved then. A refusal
 * is only foreseen where no work of this device that is not decided on yet could make the act possible.
 */
export function foresee(mutation: Mutation, { view, outbox, who }: Known): Decision | null {
  const timeless = withoutTime(mutation)
  const asked = timeless ?? mutation
  if (view === null) {
    const decision = decideHere(null, asked, { ...who, unsentReply: false })
    return mutation.clock === 'uncertain' && decision.result === 'rejected' ? null : decision
  }
  const { ticket, events } = view
  const confirmed = events.flatMap(({ event, pending }) => (pending ? [] : [event]))
  const pending = events.flatMap((entry) => (entry.pending ? [entry.event] : []))
  const here: Here = {
    ...who,
    // The author is asked for the time later, and it is judged then.
    now: timeless ? Math.max(who.now, ticket.updatedAt) : who.now,
    unsentReply: pending.some((event) => event.type === 'reply.sent' && event.reachesCustomer !== false),
    since: confirmed.filter(({ version }) => version > mutation.seen.version),
  }
  const decision = decideHere(ticket, asked, here)
  if (decision.result !== 'rejected') return decision
  // What waits for a decision may be done before it after all.
  const waitsOnPerson = outbox.some(
    ({ mutation: { ticketId }, state }) => ticketId === ticket.id && (state === 'held' || state === 'behind'),
  )
  if (waitsOnPerson) return null
  // The ticket shows nothing yet of what rests on a reply that has not left: as it will be when all of it has happened.
  const ahead = pending.reduce((before, event) => evolve(before, event, 'pending'), ticket)
  return decideHere(ahead, asked, here)
}
