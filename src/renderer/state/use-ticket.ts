import { useEffect, useState } from 'react'
import type { TicketView } from '../data/protocol'
import { data } from './data-client'
import type { Reader } from './reader'
import { readerOf } from './reader'

export type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'missing' }
  | { readonly state: 'failed'; readonly again: () => void }
  | { readonly state: 'loaded'; readonly view: TicketView }

/**
 * A ticket with its timeline, kept up to date. `missing`: this device has no such ticket. `failed`: it could not be read, and
 * nothing of it is on screen; what is on screen already stays there.
 */
export function useTicket(ticketId: string | null): Loaded {
  const [found, setFound] = useState<{ readonly id: string | null; readonly loaded: Loaded }>({
    id: null,
    loaded: { state: 'loading' },
  })
  useEffect(() => {
    if (ticketId === null) return
    return followTicket(ticketId, (next) =>
      setFound((before) => ({
        id: ticketId,
        loaded: next(before.id === ticketId ? before.loaded : { state: 'loading' }),
      })),
    )
  }, [ticketId])
  return found.id === ticketId ? found.loaded : { state: 'loading' }
}

/** Reads a ticket now and whenever it changed. `become`: given what is to be shown, from what is. Returns a function that ends it. */
export function followTicket(
  ticketId: string,
  become: (next: (before: Loaded) => Loaded) => void,
): () => void {
  const reader: Reader = readerOf({
    read: () => data().ticket({ id: ticketId }),
    show: (view) => become(() => (view ? { state: 'loaded', view } : { state: 'missing' })),
    failed: () =>
      become((before) => (before.state === 'loaded' ? before : { state: 'failed', again: reader.read })),
  })
  reader.read()
  const stop = data().listen('queueChanged', ({ tickets }) => {
    if (tickets === 'all' || tickets.includes(ticketId)) reader.read()
  })
  return () => {
    reader.stop()
    stop()
  }
}
