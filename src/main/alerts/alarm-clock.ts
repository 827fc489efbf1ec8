import type { After } from '../after'

/** Timers longer than this look again in between: laptops sleep, and clocks are set. */
const lookAgainMs = 60_000
/** A wall clock that ran this far (ms) from the steady one was set, or the machine slept. */
const clockJumpMs = 5_000
/** After the app's start the page is given this long (ms) to plan anew, before an old plan rings. */
const firstLookMs = 15_000

export interface AlarmClockPorts {
  /** Shows what is due; answers the instant of the wall clock at which to look again, or null. */
  readonly check: () => number | null
  /** A look threw: for the log. It is looked again within a minute. */
  readonly failed: (error: unknown) => void
  /** The machine woke, or its clock was set. */
  readonly jumped: () => void
  /** UTC ms; may be set at any time. */
  readonly wall: () => number
  /** Ms since some moment; never set, and may stand still while the machine sleeps. */
  readonly steady: () => number
  /** Calls back when the machine wakes or is unlocked; answers how to stop that. */
  readonly onWake: (woke: () => void) => () => void
  readonly after: After
}

export interface AlarmClock {
  /** Looks now. */
  readonly ring: () => void
  readonly stop: () => void
}

/** Looks at the instant that `check` answered last, at least once a minute, and when the machine wakes. */
export function startAlarmClock({
  check,
  failed,
  jumped,
  wall,
  steady,
  onWake,
  after,
}: AlarmClockPorts): AlarmClock {
  let callOff = (): void => undefined
  let lastWall = wall()
  let lastSteady = steady()
  let woke = false

  const arm = (ms: number): void => {
    callOff()
    callOff = after(Math.max(0, Math.min(ms, lookAgainMs)), look)
  }
  const look = (): void => {
    const drift = Math.abs(wall() - lastWall - (steady() - lastSteady))
    lastWall = wall()
    lastSteady = steady()
    // Armed first: whatever goes wrong below, it is looked again.
    arm(lookAgainMs)
    // A sleep may show as a drift as well: it is told once.
    const hasJumped = woke || drift > clockJumpMs
    woke = false
    try {
      if (hasJumped) jumped()
      const next = check()
      if (next !== null) arm(next - wall())
    } catch (error) {
      failed(error)
    }
  }
  const stopWaking = onWake(() => {
    woke = true
    look()
  })
  arm(firstLookMs)
  return {
    ring: look,
    stop: () => {
      callOff()
      stopWaking()
    },
  }
}
