import type { Logger } from 'pino'
import { logFault } from '../log-fault'

/** Work that nobody waits for, one piece after another. */
export interface Background {
  /** False, without beginning, when too much waits already. What fails is logged. */
  readonly add: (work: () => Promise<void>) => boolean
  /** Resolves when all that was added is done. */
  readonly done: () => Promise<void>
}

export function createBackground(log: Logger, mostWaiting: number): Background {
  let waiting = 0
  let last: Promise<void> = Promise.resolve()
  return {
    add: (work) => {
      if (waiting >= mostWaiting) return false
      waiting += 1
      last = last
        .then(work)
        .catch((error: unknown) => logFault(log, error))
        .then(() => void (waiting -= 1))
      return true
    },
    done: () => last,
  }
}
