import type { TicketEvent } from '../../tickets/events'
import type { Ticket } from '../../tickets/ticket'
import { onMail } from './on-mail'
import type { OutboxEntry } from './outbox-entry'
import { foldTicket } from './view'
import type { Viewer } from './view'

interface OnTicket {
  readonly base: Ticket | null
  readonly timeline: readonly TicketEvent[]
  /** This author's work on that ticket, in order. */
  readonly entries: readonly OutboxEntry[]
  readonly viewer: Viewer
}

/**
 * What of a ticket's waiting work goes along when its author takes this back or gives it up, in order of writing: what could not be done without it by the
 * rules that the server decides by, such as the solution behind a first reply, or all that was written on a ticket that is not
 * created.
 */
export function takenAlong(
  mutationId: string,
  { base, timeline, entries, viewer }: OnTicket,
): readonly OutboxEntry[] {
  const first = entries.findIndex(({ mutation }) => mutation.id === mutationId)
  const later = entries.slice(first + 1).filter(({ state }) => state === 'waiting')
  const taken = entries[first]
  if (!taken || taken.state === 'acknowledged') return []
  if (taken.mutation.type === 'ticket.create') return later
  const gone = new Set([mutationId, ...onMail(taken, later)])
  const doneBy = (work: readonly OutboxEntry[]): ReadonlySet<string | null> =>
    new Set(foldTicket(base, timeline, work, viewer).pending.map((event) => event.mutationId))
  // Held or refused work is shown as nothing done: what rests on it is known by what could be done with it.
  const doneWithAll = doneBy(
    entries.map((entry) => (entry === taken ? { ...entry, state: 'waiting' as const } : entry)),
  )
  for (;;) {
    const done = doneBy(entries.filter(({ mutation }) => !gone.has(mutation.id)))
    const lost = later.filter(
      ({ mutation: { id, after } }) =>
        !gone.has(id) && ((doneWithAll.has(id) && !done.has(id)) || after.some((each) => gone.has(each))),
    )
    if (lost.length === 0) return later.filter(({ mutation }) => gone.has(mutation.id))
    for (const { mutation } of lost) gone.add(mutation.id)
  }
}
