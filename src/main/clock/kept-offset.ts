/** How far the server's clock is from this machine's, and when that was learned. All in ms. */
export interface KeptOffset {
  /** Server time minus the wall clock. */
  readonly offsetMs: number
  /** The wall clock then, UTC epoch ms. */
  readonly wall: number
  /** The machine's time since its start then: it runs on through sleep, and nobody can set it. */
  readonly uptime: number
}

/** Two clocks of one machine, read at one moment, ms. */
export type Reading = Pick<KeptOffset, 'wall' | 'uptime'>

/** Beyond this the wall clock did not drift from the other one: it was set. */
const setMs = 5000
/** Clocks of machines that were not looked after drift by seconds a day: older figures are no better than none. */
const longestMs = 30 * 86_400_000

/**
 * The offset that still holds at a start of the app, or null when it cannot be trusted: the wall clock was visibly set
 * since, or it is too old. After a restart of the machine only a clock that ran back, or that moved on by less than the
 * machine has been up, shows.
 */
export function offsetAtStart(kept: KeptOffset, now: Reading): number | null {
  const elapsed = now.wall - kept.wall
  if (elapsed < -setMs || elapsed > longestMs) return null
  const wasRestarted = now.uptime < kept.uptime
  const shown = wasRestarted
    ? Math.max(0, now.uptime - elapsed)
    : Math.abs(elapsed - (now.uptime - kept.uptime))
  return shown > setMs ? null : kept.offsetMs
}

/** The offset now, in the process that learned it: when the wall clock is set, the server's stays where it was. */
export function offsetNow(learned: KeptOffset, now: Reading): number {
  const moved = now.wall - learned.wall - (now.uptime - learned.uptime)
  return Math.abs(moved) > setMs ? learned.offsetMs - moved : learned.offsetMs
}
