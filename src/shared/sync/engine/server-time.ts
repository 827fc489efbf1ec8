/** Estimates server time from the answers' own time stamps; the quickest of the last answers is the one believed. */
export interface ServerTime {
  /** Takes one answer: monotonic ms when the request left and when the answer came. */
  learn(serverTime: number, sentAt: number, receivedAt: number): void
  /** Server time now, epoch ms; null before the first answer. */
  at(monotonic: number): number | null
  /** Server time minus the wall clock, ms; 0 before the first answer. */
  offset(monotonic: number, wall: number): number
}

const KEPT = 8

export function createServerTime(): ServerTime {
  const samples: { readonly roundTrip: number; readonly zero: number }[] = []

  function best(): number | null {
    const quickest = samples.reduce<(typeof samples)[number] | null>(
      (found, sample) => (found && found.roundTrip <= sample.roundTrip ? found : sample),
      null,
    )
    return quickest?.zero ?? null
  }

  return {
    learn(serverTime, sentAt, receivedAt) {
      samples.push({ roundTrip: receivedAt - sentAt, zero: serverTime - (sentAt + receivedAt) / 2 })
      if (samples.length > KEPT) samples.shift()
    },
    at(monotonic) {
      const zero = best()
      return zero === null ? null : zero + monotonic
    },
    offset(monotonic, wall) {
      const zero = best()
      return zero === null ? 0 : zero + monotonic - wall
    },
  }
}
