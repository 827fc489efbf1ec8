import { powerMonitor } from 'electron'

/** Timers longer than this look again in between: laptops sleep, and clocks are set. */
const lookAgainMs = 60_000
/** A wall clock that ran this far (ms) from the steady one was set, or the machine slept. */
const clockJumpMs = 5_000
/** After the app's start the page is given this long (ms) to plan anew, before an old plan rings. */
const firstLookMs = 15_000

export interface AlarmClock {
  /** Looks now. */
  readonly ring: () => void
  readonly stop: () => void
}

/**
 * Calls `check` at the instant it answered last, at least once a minute, and when the machine wakes, is unlocked or its
 * clock was set; then `jumped` is called as well.
 */
export function startAlarmClock(check: () => number | null, jumped: () => void): AlarmClock {
  let timer: NodeJS.Timeout | undefined
  let wall = Date.now()
  let steady = performance.now()

  const arm = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(look, Math.max(0, Math.min(ms, lookAgainMs)))
  }
  const look = (): void => {
    const drift = Math.abs(Date.now() - wall - (performance.now() - steady))
    wall = Date.now()
    steady = performance.now()
    if (drift > clockJumpMs) jumped()
    const next = check()
    arm(next === null ? lookAgainMs : next - Date.now())
  }
  const woke = (): void => {
    jumped()
    look()
  }
  powerMonitor.on('resume', woke)
  powerMonitor.on('unlock-screen', woke)
  arm(firstLookMs)
  return {
    ring: look,
    stop: () => {
      clearTimeout(timer)
      powerMonitor.off('resume', woke)
      powerMonitor.off('unlock-screen', woke)
    },
  }
}
