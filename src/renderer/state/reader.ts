import { reportFault } from './faults'

interface ReaderPorts<T> {
  readonly read: () => Promise<T>
  readonly show: (answer: T) => void
  /** There was no answer. The log has it already, and the person was told, unless there is a `part`. */
  readonly failed?: () => void
  /** The part of the screen that says by itself, in `failed`, that there is no answer. */
  readonly part?: string
}

export interface Reader {
  /** Reads once more. */
  readonly read: () => void
  /** What still comes is not shown. */
  readonly stop: () => void
}

/** Reads something again and again. Of answers that overtake each other only the one that was asked for last is shown. */
export function readerOf<T>({ read, show, failed, part }: ReaderPorts<T>): Reader {
  let asked = 0
  return {
    read() {
      const turn = ++asked
      read().then(
        (answer) => {
          if (turn === asked) show(answer)
        },
        (error: unknown) => {
          if (turn !== asked) return
          reportFault(error, part)
          failed?.()
        },
      )
    },
    stop() {
      asked += 1
    },
  }
}
