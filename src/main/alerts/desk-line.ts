import type { DeskAnswer, DeskReport } from '../../shared/sync/wire'
import { mostRung } from '../../shared/sync/api-wire'
import type { After } from '../after'

/** While the server answers it is told so often, ms; it counts on a word within two minutes. */
const everyMs = 60_000
/** While it does not answer, ms. */
const againMs = 15_000
/** What rings together is told together, ms. */
const togetherMs = 1000
/** An answer that is older than this (ms) says nothing about now: without a connection this device rings by itself. */
const answerHoldsMs = 150_000
/** Without a server for weeks only the newest are worth telling. */
const mostUntold = 4 * mostRung
/** How long (ms) another device that was used last is given to ring first. */
const othersFirstMs = 120_000

export interface DeskLinePorts {
  /** Tells the server of whoever works here; null when nobody does, or no answer came. */
  readonly ask: (report: DeskReport) => Promise<DeskAnswer | null>
  /** How long ago the person last used this machine, ms; null where its system does not say. */
  readonly idleMs: () => number | null
  /** What the server answered; null when there has been no answer for so long that the last one says nothing any more. */
  readonly heard: (answer: DeskAnswer | null) => void
  /** Ms since some moment; never set. */
  readonly steady: () => number
  readonly after: After
}

/** Tells the server that this desk is at work and what has rung here, and hears of the other desks. */
export interface DeskLine {
  /** Alerts that have rung here, by key. */
  readonly rang: (keys: readonly string[]) => void
  /** How much later than planned this device rings (ms), because its person used another one last: that one rings first. */
  readonly holdMs: () => number
  /** Tells it now: the machine woke, or somebody has signed in. */
  readonly tellNow: () => void
  /** Somebody else works here, or nobody: what was heard and what is to be told was the former one's. */
  readonly changePerson: () => void
  readonly stop: () => void
}

export function startDeskLine({ ask, idleMs, heard, steady, after }: DeskLinePorts): DeskLine {
  let callOff = (): void => undefined
  let untold: readonly string[] = []
  let last: (DeskAnswer & { readonly heardAt: number }) | null = null
  /** Counts the persons: an answer to a former one is dropped. */
  let turn = 0
  let asking = false
  let again = false
  let stopped = false

  const isFresh = (): boolean => last !== null && steady() - last.heardAt < answerHoldsMs

  const arm = (ms: number): void => {
    callOff()
    if (stopped) return
    callOff = after(ms, () => void tell())
  }

  const tell = async (): Promise<void> => {
    if (asking) {
      again = true
      return
    }
    asking = true
    const asked = turn
    const told = untold.slice(0, mostRung)
    const answer = await ask({ idleMs: idleMs(), rung: [...told], since: last?.at }).catch(() => null)
    asking = false
    if (asked === turn && !stopped) take(answer, told)
    // What one report does not hold follows at once; without an answer it waits for the next try.
    const isMore = again || (answer !== null && untold.length > 0)
    again = false
    arm(isMore ? togetherMs : answer === null ? againMs : everyMs)
  }

  const take = (answer: DeskAnswer | null, told: readonly string[]): void => {
    if (answer !== null) {
      untold = untold.filter((key) => !told.includes(key))
      last = { ...answer, heardAt: steady() }
      heard(answer)
    } else if (last !== null && !isFresh()) {
      last = { ...last, isLastUsed: true }
      heard(null)
    }
  }

  arm(togetherMs)
  return {
    rang: (keys) => {
      untold = [...untold, ...keys].slice(-mostUntold)
      if (asking) again = true
      else arm(togetherMs)
    },
    holdMs: () => {
      const isInUse = (idleMs() ?? Infinity) < everyMs
      return isFresh() && last?.isLastUsed === false && !isInUse ? othersFirstMs : 0
    },
    tellNow: () => arm(0),
    changePerson: () => {
      turn += 1
      untold = []
      last = null
      arm(togetherMs)
    },
    stop: () => {
      stopped = true
      callOff()
    },
  }
}
