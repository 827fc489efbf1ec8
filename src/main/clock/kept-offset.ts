/** How far the server's clock is from this machine's, and when that was learned. All times in ms. */
export interface KeptOffset {
  /** Server time minus the wall clock. */
  readonly offsetMs: number
  /** The wall clock then, UTC epoch ms. */
  readonly wall: number
  /** The machine's time since its start then: it runs on through sleep, and nobody can set it. */
  readonly uptime: number
  /** Names the start of the machine that `uptime` counts from, where the system names it. */
  readonly boot?: string | null
}

/** The clocks of one machine, read at one moment, ms. */
export type Reading = Pick<KeptOffset, 'wall' | 'uptime' | 'boot'>

/** What is believed at a start of the app. */
export interface StartOffset {
  readonly offsetMs: number
  /** False: the wall clock was set meanwhile, and nobody knows by how much. */
  readonly isCertain: boolean
}

/** Beyond this the wall clock did not drift from the other one: it was set. */
const setMs = 5000
/** Clocks of machines that were not looked after drift by seconds a day: older figures are no better than none. */
const longestMs = 30 * 86_400_000

const unknown: StartOffset = { offsetMs: 0, isCertain: false }

/**
 * The server's time at a start of the app. On a machine that runs since then, the time since its start shows by how much the wall
 * clock was set. After a restart of the machine only a clock that ran back, or that moved on by less than the machine has been
 * up, shows that it was set; then, and after too long a time, the server's time is not known.
 */
export function offsetAtStart(kept: KeptOffset, now: Reading): StartOffset {
  const elapsed = now.wall - kept.wall
  const moved = elapsed - (now.uptime - kept.uptime)
  if (kept.boot && kept.boot === now.boot)
    return { offsetMs: Math.abs(moved) > setMs ? kept.offsetMs - moved : kept.offsetMs, isCertain: true }
  if (elapsed < -setMs || elapsed > longestMs) return unknown
  const wasRestarted = kept.boot && now.boot ? true : now.uptime < kept.uptime
  const shown = wasRestarted ? Math.max(0, now.uptime - elapsed) : Math.abs(moved)
  return shown > setMs ? unknown : { offsetMs: kept.offsetMs, isCertain: true }
}

/** The offset now, in the process that learned it: when the wall clock is set, the server's stays where it was. */
export function offsetNow(learned: KeptOffset, now: Reading): number {
  const moved = now.wall - learned.wall - (now.uptime - learned.uptime)
  return Math.abs(moved) > setMs ? learned.offsetMs - moved : learned.offsetMs
}
