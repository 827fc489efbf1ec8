/**
 * Estimates server time from the answers' own time stamps; the quickest of the last answers is the one believed. Between
 * answers the one who knows is told of: a clock of the machine that runs on through sleep, and that nobody can set.
 */
export interface ServerTime {
  /** Takes one answer: monotonic ms when the request left and when the answer came, and the wall clock then. */
  learn(serverTime: number, sentAt: number, receivedAt: number, wall: number): void
  /**
   * Server time minus the wall clock, ms; 0 before anything is known. The monotonic clock stands still while the machine
   * sleeps: where the wall clock has gone on without it, that is believed until the one who knows is heard. One that was
   * set back is not.
   */
  offset(monotonic: number, wall: number): number
  /**
   * Takes over what is known without an answer: the offset at this moment, ms, and whether it can be relied on (as before, where
   * that is left out). Every answer after it counts for more.
   */
  believe(offsetMs: number, monotonic: number, wall: number, isCertain?: boolean): void
  /** Whether what is believed can be relied on. After an answer it can. */
  isCertain(): boolean
  /** By how much what was doubted turned out to be wrong: server time minus what was believed, ms. Null before an answer came. */
  error(): number | null
  /** What the last answer showed, once: server time minus the wall clock of that moment, ms. */
  takeMeasured(): number | null
}

interface Sample {
  readonly roundTrip: number
  /** Server time when the monotonic clock read 0. */
  readonly zero: number
}

/** Both clocks of the machine at one moment, ms. */
interface Reading {
  readonly monotonic: number
  readonly wall: number
}

const KEPT = 8
/** Two answers whose times differ by more than their ways can explain, and this: the machine slept in between. ms */
const TOLERANCE_MS = 1000

export function createServerTime(): ServerTime {
  let samples: readonly Sample[] = []
  /** When the last answer came. Samples that agree with it show that the machine did not sleep until then. */
  let last: Reading | null = null
  let measured: number | null = null
  let isDoubted = false
  let error: number | null = null

  const best = (): Sample | null =>
    samples.reduce<Sample | null>(
      (found, sample) => (found && found.roundTrip <= sample.roundTrip ? found : sample),
      null,
    )

  const offset = (monotonic: number, wall: number): number => {
    const sample = best()
    if (sample === null || last === null) return 0
    const slept = wall - last.wall - (monotonic - last.monotonic)
    return sample.zero + monotonic - wall + (slept > TOLERANCE_MS ? slept : 0)
  }

  return {
    learn(serverTime, sentAt, receivedAt, wall) {
      const believed = offset(receivedAt, wall)
      const sample = { roundTrip: receivedAt - sentAt, zero: serverTime - (sentAt + receivedAt) / 2 }
      const agrees = ({ zero, roundTrip }: Sample): boolean =>
        Math.abs(zero - sample.zero) <= (roundTrip + sample.roundTrip) / 2 + TOLERANCE_MS
      samples = [...samples.filter(agrees), sample].slice(-KEPT)
      last = { monotonic: receivedAt, wall }
      measured = offset(receivedAt, wall)
      if (isDoubted) error = measured - believed
      isDoubted = false
    },
    offset,
    believe(offsetMs, monotonic, wall, isCertain = !isDoubted) {
      isDoubted = !isCertain
      samples = [{ roundTrip: Infinity, zero: wall + offsetMs - monotonic }]
      last = { monotonic, wall }
    },
    isCertain: () => !isDoubted,
    error: () => error,
    takeMeasured() {
      const taken = measured
      measured = null
      return taken
    },
  }
}
