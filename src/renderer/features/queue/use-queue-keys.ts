import { useEffect, useRef } from 'react'
import { useCommands } from '../../state/commands'
import { openTicket, select, useNavigation } from '../../state/navigation'
import type { QueueWindow } from './use-queue'

interface Keys {
  readonly found: QueueWindow
  readonly pageRows: number
  readonly scrollTo: (index: number) => void
  readonly list: React.RefObject<HTMLDivElement | null>
}

/**
 * Moves the selection through the queue. The selection is a ticket, not a place: it moves with its ticket when the order
 * changes. When its ticket leaves the list, the selection falls to the one that takes its place, unless it is open.
 */
export function useQueueKeys({ found, pageRows, scrollTo, list }: Keys): void {
  const place = useRef(0)
  /** A row that was moved to before it was fetched: selected as soon as it is here. */
  const awaited = useRef<number | null>(0)
  const { view, search } = found.query

  // Before the effect below: another view or search starts at its first ticket.
  useEffect(() => {
    place.current = 0
  }, [view, search])

  useEffect(() => {
    if (found.selectedIndex !== null) place.current = found.selectedIndex
    else if (useNavigation.getState().openId === null)
      awaited.current ??= Math.min(place.current, Math.max(0, found.total - 1))
    if (awaited.current === null) return
    const row = found.rows[awaited.current - found.from]
    if (!row) return
    awaited.current = null
    choose(row.id)
  }, [found])

  const moveTo = (index: number): boolean => {
    if (found.total === 0) return false
    const target = Math.min(Math.max(index, 0), found.total - 1)
    place.current = target
    scrollTo(target)
    const row = found.rows[target - found.from]
    if (row) choose(row.id)
    else awaited.current = target
    return true
  }
  // A key may be faster than the worker's answer: where the selected row is drawn already, that is where it stands.
  const selectedPlace = (): number | null => {
    const { selectedId } = useNavigation.getState()
    const drawn = found.rows.findIndex(({ id }) => id === selectedId)
    return drawn < 0 ? found.selectedIndex : found.from + drawn
  }
  // Its ticket gone from the list, the place holds the one that came after it.
  const step = (rows: number): boolean => {
    const from = selectedPlace()
    return moveTo(from === null ? place.current + Math.min(rows, 0) : from + rows)
  }

  useCommands({
    'queue.next': () => step(1),
    'queue.previous': () => step(-1),
    'queue.first': () => moveTo(0),
    'queue.last': () => moveTo(found.total - 1),
    'queue.open': () => {
      const { selectedId } = useNavigation.getState()
      if (selectedId === null) return false
      openTicket(selectedId)
      return true
    },
  })

  useEffect(() => {
    const element = list.current
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'PageDown' && event.key !== 'PageUp') return
      event.preventDefault()
      step(event.key === 'PageDown' ? pageRows : -pageRows)
    }
    element?.addEventListener('keydown', onKey)
    return () => element?.removeEventListener('keydown', onKey)
  })
}

/** Selects a row; a ticket that is open follows, so that j and k read through the queue. */
function choose(ticketId: string): void {
  if (useNavigation.getState().openId === null) select(ticketId)
  else openTicket(ticketId)
}
