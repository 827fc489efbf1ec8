import { useSyncExternalStore } from 'react'

/**
 * The one clock of the page. It ticks on the whole second of estimated server time, only while somebody listens, and
 * every cell that shows time hangs on it; no cell has a timer of its own.
 */

const listeners = new Set<() => void>()
/** A wall clock that ran this far (ms) from the steady one was set, or the machine slept. */
const jumpMs = 5000
/** So long (ms) the time stands still then, unless it is known sooner what that was. */
const patienceMs = 5000

let offsetMs = 0
let current = Date.now()
let last = readClocks()
let timer: ReturnType<typeof setTimeout> | null = null
let onJump = (): void => undefined
/** Until then, on the steady clock, it is not known what a jump was. */
let doubtfulUntil = -Infinity

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

/** Calls `jumped` when the wall clock jumps: who is called finds out what that was, and says so with `settleClock`. */
export function watchClock(jumped: () => void): void {
  onJump = jumped
}

/** The machine woke up, or its clock was set: server time minus this machine's time is known to be this now, ms. */
export function settleClock(ms: number): void {
  last = readClocks()
  doubtfulUntil = -Infinity
  offsetMs = ms
  tick()
}

function tick(): void {
  readTime()
  for (const listener of listeners) listener()
}

/** Calls `listener` on each second. Returns a function that stops it. */
export function onTick(listener: () => void): () => void {
  if (listeners.size === 0) readTime()
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

function readTime(): void {
  const before = last
  last = readClocks()
  const jump = Math.abs(last.wall - before.wall - (last.steady - before.steady))
  if (jump > jumpMs) {
    doubtfulUntil = last.steady + patienceMs
    onJump()
  }
  if (last.steady >= doubtfulUntil) current = last.wall + offsetMs
}

function readClocks(): { readonly wall: number; readonly steady: number } {
  return { wall: Date.now(), steady: performance.now() }
}

/**
 * What `read` makes of the time. The component renders again only when that changes: a figure in hours and minutes renders
 * once a minute. It is read each second, so it is to be the figure, and the words around it are for the component.
 */
export function useTicking<T extends string | number | null>(read: (now: number) => T): T {
  return useSyncExternalStore(onTick, () => read(serverNow()))
}
