import type { Fault } from '../shared/ipc/channels'

export interface FaultLogPorts {
  readonly write: (line: string) => void
  /** A clock that nobody sets, ms. */
  readonly now: () => number
}

/** So many faults are written down in a minute. A page that fails with each frame must not fill the disk. */
const mostInAMinute = 20
const minuteMs = 60_000

/** Writes faults of pages and their workers to the log, each on one line; of too many, how many there were. */
export function createFaultLog({ write, now }: FaultLogPorts): (fault: Fault) => void {
  let since = -Infinity
  let count = 0

  return ({ where, part, name, message, stack }) => {
    const at = now()
    if (at - since >= minuteMs) {
      if (count > mostInAMinute) write(`${count - mostInAMinute} more faults of pages were not written down`)
      since = at
      count = 0
    }
    count += 1
    if (count > mostInAMinute) return
    const place = part === undefined ? where : `${where}, ${part}`
    write(`failed in the ${place}: ${oneLine(`${name}: ${message}`)} ${oneLine(stack)}`)
  }
}

/** No line of the log can be made to look like another one. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+\s*/gu, ' | ')
