import { useEffect, useState } from 'react'
import type { TicketView } from '../data/protocol'
import { data } from './data-client'

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'missing' }
  | { readonly state: 'loaded'; readonly view: TicketView }

/** A ticket with its timeline, kept up to date. `missing`: this device has no such ticket. */
export function useTicket(ticketId: string | null): Loaded {
  const [found, setFound] = useState<{ readonly id: string | null; readonly loaded: Loaded }>({
    id: null,
    loaded: { state: 'loading' },
  })
  useEffect(() => {
    if (ticketId === null) return
    let stale = false
    const read = async (): Promise<void> => {
      const view = await data().ticket({ id: ticketId })
      if (!stale) setFound({ id: ticketId, loaded: view ? { state: 'loaded', view } : { state: 'missing' } })
    }
    void read()
    const stop = data().listen('queueChanged', ({ tickets }) => {
      if (tickets === 'all' || tickets.includes(ticketId)) void read()
    })
    return () => {
      stale = true
      stop()
    }
  }, [ticketId])
  return found.id === ticketId ? found.loaded : { state: 'loading' }
}
