import { useCallback, useEffect, useRef } from 'react'
import { useCommands } from './commands'

/** What stops the walk: `data-walk` on the first thing of each item that a person decides on or opens. */
const stopsIn = (container: HTMLElement): HTMLElement[] => [
  ...container.querySelectorAll<HTMLElement>('[data-walk]:not(:disabled)'),
]

/** The stop that an element belongs to: itself, or the last one before it. -1 before the first. */
const placeOf = (stops: readonly HTMLElement[], element: Node): number =>
  stops.findLastIndex(
    (stop) =>
      stop === element || Boolean(stop.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING),
  )

/**
 * Walks a page of items by the letters that walk the queue. Where the item with the focus goes away, because it was
 * decided on, the one that took its place has the focus.
 */
export function useWalk(): (container: HTMLElement | null) => void {
  const container = useRef<HTMLElement | null>(null)
  const last = useRef<number | null>(null)
  const ending = useRef<() => void>(() => undefined)

  const go = (by: 1 | -1): boolean => {
    if (!container.current) return false
    const stops = stopsIn(container.current)
    const active = document.activeElement
    const here = active && container.current.contains(active) ? placeOf(stops, active) : -1
    const next = stops[Math.max(0, Math.min(stops.length - 1, here + by))]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
    return true
  }
  useCommands({ 'queue.next': () => go(1), 'queue.previous': () => go(-1) })

  const attach = useCallback((element: HTMLElement | null) => {
    ending.current()
    container.current = element
    if (!element) return
    const onFocus = (event: FocusEvent): void => {
      if (event.target instanceof Node) last.current = placeOf(stopsIn(element), event.target)
    }
    /** Left on purpose: by Tab, or by a click elsewhere. */
    const onLeave = (event: FocusEvent): void => {
      if (event.relatedTarget !== null) last.current = null
    }
    const observer = new MutationObserver(() => {
      if (last.current === null || document.activeElement !== document.body) return
      const stops = stopsIn(element)
      stops[Math.max(0, Math.min(stops.length - 1, last.current))]?.focus()
    })
    element.addEventListener('focusin', onFocus)
    element.addEventListener('focusout', onLeave)
    observer.observe(element, { childList: true, subtree: true })
    ending.current = () => {
      element.removeEventListener('focusin', onFocus)
      element.removeEventListener('focusout', onLeave)
      observer.disconnect()
    }
  }, [])
  useEffect(() => () => ending.current(), [])
  return attach
}
