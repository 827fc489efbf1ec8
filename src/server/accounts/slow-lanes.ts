import { setTimeout as pause } from 'node:timers/promises'

/** Whose turn it is to be in which lane. */
export interface Turn {
  readonly lane: string
  /** Who had the fewest turns in this lane goes first: this names them. */
  readonly from: string
  /** How long the lane stands still after this turn, ms. */
  readonly pauseMs: number
}

/** One piece of work at a time in each lane, with a pause after it; lanes do not wait for each other. */
export interface SlowLanes {
  /**
   * Answers 'full', without beginning, when the turn did not come in time, or when too many wait in the lane who had no more
   * turns than this one.
   */
  readonly run: <T>(turn: Turn, work: () => Promise<T>) => Promise<T | 'full'>
}

interface Waiter {
  readonly from: string
  readonly end: (itIsTheirTurn: boolean) => void
}

interface Lane {
  readonly turns: Map<string, number>
  waiting: readonly Waiter[]
}

/** So many are told apart in one lane. */
const mostRemembered = 10_000

/** @param limits how many may wait in one lane, and for how long (ms) */
export function createSlowLanes(limits: {
  readonly waiting: number
  readonly patienceMs: number
}): SlowLanes {
  const lanes = new Map<string, Lane>()

  function turnIn(name: string, from: string): Promise<boolean> {
    const lane = lanes.get(name)
    if (!lane) {
      lanes.set(name, { turns: new Map([[from, 1]]), waiting: [] })
      return Promise.resolve(true)
    }
    if (lane.waiting.length >= limits.waiting && !makeRoom(lane, from)) return Promise.resolve(false)
    return new Promise((resolve) => {
      const giveUp = setTimeout(() => waiter.end(false), limits.patienceMs)
      giveUp.unref()
      const waiter: Waiter = {
        from,
        end: (itIsTheirTurn) => {
          clearTimeout(giveUp)
          lane.waiting = lane.waiting.filter((one) => one !== waiter)
          resolve(itIsTheirTurn)
        },
      }
      lane.waiting = [...lane.waiting, waiter]
    })
  }

  function goOn(name: string): void {
    const lane = lanes.get(name)
    const next = lane && firstOf(lane)
    if (!next) return void lanes.delete(name)
    countTurn(lane, next.from)
    next.end(true)
  }

  return {
    run: async ({ lane: name, from, pauseMs }, work) => {
      if (!(await turnIn(name, from))) return 'full'
      try {
        return await work()
      } finally {
        void pause(pauseMs, undefined, { ref: false }).then(() => goOn(name))
      }
    },
  }
}

const turnsOf = ({ turns }: Lane, from: string): number => turns.get(from) ?? 0

function countTurn(lane: Lane, from: string): void {
  if (lane.turns.size >= mostRemembered) lane.turns.clear()
  lane.turns.set(from, turnsOf(lane, from) + 1)
}

/** Of those with the fewest turns, who waits longest. */
const firstOf = (lane: Lane): Waiter | undefined =>
  lane.waiting.reduce<Waiter | undefined>(
    (first, one) => (!first || turnsOf(lane, one.from) < turnsOf(lane, first.from) ? one : first),
    undefined,
  )

/** Sends away who had the most turns, if those are more than the newcomer's. */
function makeRoom(lane: Lane, newcomer: string): boolean {
  const last = lane.waiting.reduce<Waiter | undefined>(
    (most, one) => (!most || turnsOf(lane, one.from) >= turnsOf(lane, most.from) ? one : most),
    undefined,
  )
  if (!last || turnsOf(lane, last.from) <= turnsOf(lane, newcomer)) return false
  last.end(false)
  return true
}
