import { Refused } from '../refused'

/** Runs work a few at a time. What waits in `first` begins before what waits in `ordinary`. */
export interface BoundedQueue {
  /** Throws `sign-in-busy`, without beginning, when too much of its rank waits already. */
  readonly run: <T>(rank: Rank, work: () => Promise<T>) => Promise<T>
}

export type Rank = 'first' | 'ordinary'

/** @param limits how many run at once, and how many of each rank may wait */
export function createBoundedQueue(limits: {
  readonly atOnce: number
  readonly waiting: number
}): BoundedQueue {
  const waiting: Record<Rank, (() => void)[]> = { first: [], ordinary: [] }
  let running = 0

  async function turn(rank: Rank): Promise<void> {
    if (running < limits.atOnce) {
      running += 1
      return
    }
    if (waiting[rank].length >= limits.waiting)
      throw new Refused(
        'sign-in-busy',
        'Too many people sign in at this moment. Try again in a few seconds.',
        { retryAfterSeconds: 3 },
      )
    await new Promise<void>((begin) => waiting[rank].push(begin))
  }

  /** Hands the place to whoever waits, or gives it free. */
  function next(): void {
    const begin = waiting.first.shift() ?? waiting.ordinary.shift()
    if (begin) begin()
    else running -= 1
  }

  return {
    run: async (rank, work) => {
      await turn(rank)
      try {
        return await work()
      } finally {
        next()
      }
    },
  }
}
