import { useSyncExternalStore } from 'react'

/**
 * The one clock of the page. It ticks on the whole second of estimated server time, only while somebody listens, and
 * every cell that shows time hangs on it; no cell has a timer of its own.
 */

const listeners = new Set<() => void>()
let offsetMs = 0
let current = Date.now()
let timer: ReturnType<typeof setTimeout> | null = null

/** Estimated server time, UTC epoch ms, as of the last tick: the same for all cells of one paint. */
export function serverNow(): number {
  return listeners.size === 0 ? Date.now() + offsetMs : current
}

/** Sets server time minus this machine's time, ms. */
export function setClockOffset(ms: number): void {
  if (ms === offsetMs) return
  offsetMs = ms
  tick()
}

/** Reads the time again at once: the machine woke up, or its clock was set. */
export function tick(): void {
  current = Date.now() + offsetMs
  for (const listener of listeners) listener()
}

/** Calls `listener` on each second. Returns a function that stops it. */
export function onTick(listener: () => void): () => void {
  if (listeners.size === 0) current = Date.now() + offsetMs
  listeners.add(listener)
  timer ??= schedule()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === null) return
    clearTimeout(timer)
    timer = null
  }
}

function schedule(): ReturnType<typeof setTimeout> {
  const now = Date.now() + offsetMs
  return setTimeout(
    () => {
      timer = schedule()
      tick()
    },
    1000 - (((now % 1000) + 1000) % 1000) + 4,
  )
}

/**
 * What `read` makes of the time. The component renders again only when that changes: a figure in hours and minutes renders
 * once a minute. It is read each second, so it is to be the figure, and the words around it are for the component.
 */
export function useTicking<T extends string | number | null>(read: (now: number) => T): T {
  return useSyncExternalStore(onTick, () => read(serverNow()))
}
