import { create } from 'zustand'
import { plainQuery } from '../data/protocol'
import type { QueueQuery, QueueView } from '../data/protocol'

export type Place = 'queue' | 'needs-you' | 'alerts' | 'knowledge' | 'mail' | 'settings'

/** Where a person asked to go: it becomes true when its rows are here, so that all of the screen changes in one frame. */
export interface NextView {
  readonly query: QueueQuery
  /** Another view: the ticket in the pane and the other places are left. */
  readonly leaves: boolean
}

interface Navigation {
  readonly place: Place
  /** What the queue shows. */
  readonly query: QueueQuery
  readonly next: NextView | null
  /** The row that keys act on. It stays on its ticket when the order changes. */
  readonly selectedId: string | null
  /** The ticket in the pane. */
  readonly openId: string | null
}

/** Where the person is: place, queue view, filters, selected and opened ticket. */
export const useNavigation = create<Navigation>(() => ({
  place: 'queue',
  query: plainQuery,
  next: null,
  selectedId: null,
  openId: null,
}))

/** Where a person begins: the queue, as this person left it on this device. */
export function resetNavigation(left: Partial<QueueQuery> = {}): void {
  // A query of its own: an answer that is still under way for the former person's is told by it, and dropped.
  useNavigation.setState({ ...useNavigation.getInitialState(), query: { ...plainQuery, ...left } }, true)
}

/** Shows a view of the queue. Filters stay; the search is for one view only and is cleared. */
export function goToView(view: QueueView): void {
  useNavigation.setState((now) => ({
    next: { query: { ...wantedQuery(now), view, search: '' }, leaves: true },
  }))
}

export function goTo(place: Place): void {
  useNavigation.setState(({ next }) => ({ place, next: next && { ...next, leaves: false } }))
}

export function changeQuery(change: Partial<QueueQuery>): void {
  useNavigation.setState((now) => ({
    next: { query: { ...wantedQuery(now), ...change }, leaves: now.next?.leaves ?? false },
  }))
}

/** The query that was asked for last, shown or not yet. */
export function wantedQuery({ query, next }: Pick<Navigation, 'query' | 'next'>): QueueQuery {
  return next?.query ?? query
}

/** What was asked for becomes true. The queue calls it when it has the rows, or has waited long enough. */
export function arrive(): void {
  useNavigation.setState(({ next }) =>
    next === null
      ? {}
      : {
          query: next.query,
          next: null,
          ...(next.leaves ? { place: 'queue', selectedId: null, openId: null } : {}),
        },
  )
}

export function select(ticketId: string | null): void {
  if (useNavigation.getState().selectedId !== ticketId) useNavigation.setState({ selectedId: ticketId })
}

/** Opens a ticket in the pane, from anywhere. */
export function openTicket(ticketId: string): void {
  useNavigation.setState(({ next }) => ({
    place: 'queue',
    selectedId: ticketId,
    openId: ticketId,
    next: next && { ...next, leaves: false },
  }))
}

export function closeTicket(): void {
  useNavigation.setState({ openId: null })
}

/** The queue without what narrows it. */
export const noFilters = {
  customerId: null,
  priority: null,
  type: null,
  assigneeId: null,
  tag: null,
} as const

/** The ticket that ticket commands act on: the opened one, else the selected row. None while another view is on its way. */
export function ticketInHand(): string | null {
  const { place, next, openId, selectedId } = useNavigation.getState()
  return place === 'queue' && !next?.leaves ? (openId ?? selectedId) : null
}
