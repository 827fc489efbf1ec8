import { create } from 'zustand'
import type { QueueQuery, QueueView } from '../data/protocol'

export type Place = 'queue' | 'needs-you' | 'alerts' | 'knowledge' | 'mail' | 'settings'

interface Navigation {
  readonly place: Place
  readonly query: QueueQuery
  /** The row that keys act on. It stays on its ticket when the order changes. */
  readonly selectedId: string | null
  /** The ticket in the pane. */
  readonly openId: string | null
}

const firstQuery: QueueQuery = {
  view: 'mine',
  customerId: null,
  priority: null,
  type: null,
  assigneeId: null,
  search: '',
  sort: 'deadline',
}

/** Where the person is: place, queue view, filters, selected and opened ticket. */
export const useNavigation = create<Navigation>(() => ({
  place: 'queue',
  query: firstQuery,
  selectedId: null,
  openId: null,
}))

/** Shows a view of the queue. Filters stay; the search is for one view only and is cleared. */
export function goToView(view: QueueView): void {
  useNavigation.setState(({ query }) => ({
    place: 'queue',
    query: { ...query, view, search: '' },
    selectedId: null,
    openId: null,
  }))
}

export function goTo(place: Place): void {
  useNavigation.setState({ place })
}

export function changeQuery(change: Partial<QueueQuery>): void {
  useNavigation.setState(({ query }) => ({ query: { ...query, ...change } }))
}

export function select(ticketId: string | null): void {
  if (useNavigation.getState().selectedId !== ticketId) useNavigation.setState({ selectedId: ticketId })
}

/** Opens a ticket in the pane, from anywhere. */
export function openTicket(ticketId: string): void {
  useNavigation.setState({ place: 'queue', selectedId: ticketId, openId: ticketId })
}

export function closeTicket(): void {
  useNavigation.setState({ openId: null })
}

/** The ticket that ticket commands act on: the opened one, else the selected row. */
export function ticketInHand(): string | null {
  const { place, openId, selectedId } = useNavigation.getState()
  return place === 'queue' ? (openId ?? selectedId) : null
}
