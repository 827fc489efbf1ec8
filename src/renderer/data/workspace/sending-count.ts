/** Which of how many changes is being sent. */
export interface Sending {
  readonly at: number
  readonly of: number
}

/**
 * Counts what goes out in one go: from the first that waits until none does, or the line is gone. Null while nothing goes, and for a
 * single change, which is gone before anybody reads of it.
 * @returns told how many wait that can go, and whether the server is there
 */
export function createSendingCount(): (waiting: number, isConnected: boolean) => Sending | null {
  let before = 0
  let done = 0
  return (waiting, isConnected) => {
    if (waiting === 0 || !isConnected) {
      before = 0
      done = 0
      return null
    }
    done += Math.max(0, before - waiting)
    before = waiting
    const of = done + waiting
    return of > 1 ? { at: done + 1, of } : null
  }
}
