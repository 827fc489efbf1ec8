import { useEffect, useState } from 'react'
import type { TicketView } from '../data/protocol'
import { data } from './data-client'
import type { Reader } from './reader'
import { readerOf } from './reader'

type Loaded =
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
    const reader: Reader = readerOf({
      read: () => data().ticket({ id: ticketId }),
      show: (view) =>
        setFound({ id: ticketId, loaded: view ? { state: 'loaded', view } : { state: 'missing' } }),
      failed: () =>
        setFound((before) =>
          before.id === ticketId && before.loaded.state === 'loaded'
            ? before
            : { id: ticketId, loaded: { state: 'failed', again: reader.read } },
        ),
    })
    reader.read()
    const stop = data().listen('queueChanged', ({ tickets }) => {
      if (tickets === 'all' || tickets.includes(ticketId)) reader.read()
    })
    return () => {
      reader.stop()
      stop()
    }
  }, [ticketId])
  return found.id === ticketId ? found.loaded : { state: 'loading' }
}
