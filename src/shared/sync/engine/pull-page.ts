import { placed } from '../../tickets/decode-event'
import { evolve } from '../../tickets/evolve'
import type { Ticket } from '../../tickets/ticket'
import type { TicketEvent } from '../../tickets/events'
import type { ReceivedChange, ReceivedPage } from '../received'
import type { Position } from '../wire'
import type { CacheCommit, ReferenceData } from './ports'

/** Whether a page of the change log continues the cache's cursor without a gap. */
export function pageJoins(cursor: Position, page: ReceivedPage): boolean {
  return (
    page.epoch === cursor.epoch &&
    page.after === cursor.seq &&
    page.to === page.after + page.changes.length &&
    page.head >= page.to &&
    page.changes.every((change, index) => change.seq === page.after + index + 1)
  )
}

/** Where a page says that the log is. Signed only when the page reaches so far. */
export const headOf = ({ epoch, to, head, proof }: ReceivedPage): Position =>
  to === head ? { epoch, seq: head, proof } : { epoch, seq: head }

export interface CacheBefore {
  readonly tickets: ReadonlyMap<string, Ticket>
  readonly reference: ReferenceData | null
}

/** Ids of the tickets that a page changes. */
export function ticketsOf(page: ReceivedPage): readonly string[] {
  return [...new Set(page.changes.flatMap((change) => (change.kind === 'ticket' ? [change.ticketId] : [])))]
}

/**
 * What a page changes in the cache. Null when an event does not follow the ticket's version: the cache is damaged, or
 * was written by other rules, and must be taken afresh.
 */
export function foldPage(cursor: Position, page: ReceivedPage, before: CacheBefore): CacheCommit | null {
  const tickets = new Map<string, Ticket>()
  const events: TicketEvent[] = []
  let reference = before.reference
  for (const change of page.changes) {
    if (change.kind === 'unknown') continue
    if (change.kind !== 'ticket') {
      reference = withReference(reference, change)
      continue
    }
    let ticket = tickets.get(change.ticketId) ?? before.tickets.get(change.ticketId) ?? null
    for (const came of change.events) {
      const event = placed(came, ticket?.version ?? 0)
      if (event.ticketId !== change.ticketId || event.version !== (ticket?.version ?? 0) + 1) return null
      if (!ticket && event.type !== 'ticket.created' && event.type !== 'unknown') return null
      ticket = evolve(ticket, event)
      events.push(event)
    }
    if (ticket) tickets.set(change.ticketId, ticket)
  }
  return {
    from: cursor,
    to: { epoch: page.epoch, seq: page.to, proof: page.proof },
    tickets: [...tickets.values()],
    events,
    reference: reference === before.reference ? null : reference,
    unknown:
      page.changes.some(({ kind }) => kind === 'unknown') || events.some(({ type }) => type === 'unknown'),
  }
}

const emptyReference: ReferenceData = {
  customers: [],
  agents: [],
  office: { name: '', demo: false, staffDays: [], teams: [] },
}

function withReference(
  reference: ReferenceData | null,
  change: Exclude<ReceivedChange, { kind: 'ticket' | 'unknown' }>,
): ReferenceData {
  const known = reference ?? emptyReference
  switch (change.kind) {
    case 'customer':
      return { ...known, customers: replaced(known.customers, change.customer) }
    case 'agent':
      return { ...known, agents: replaced(known.agents, change.agent) }
    case 'office':
      return { ...known, office: change.office }
  }
}

function replaced<T extends { readonly id: string }>(list: readonly T[], item: T): readonly T[] {
  return list.some(({ id }) => id === item.id)
    ? list.map((old) => (old.id === item.id ? item : old))
    : [...list, item]
}
