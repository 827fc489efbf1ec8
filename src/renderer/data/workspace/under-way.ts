/** A call that hangs keeps the databases open no longer than this, ms. */
const longestLeaveMs = 5000

/** Calls that have not answered yet: what they write is finished before the databases close. */
export interface UnderWay {
  /** The same calls, each counted until it has answered. */
  counted<C extends object>(calls: C): C
  /** Resolves when none is under way any more, or when that takes too long. */
  settled(): Promise<void>
  /** As settled(), once the signal is given: what `stop` ends is ended at the signal. */
  settledAfter(signal: AbortSignal, stop: () => void): Promise<void>
}

export function createUnderWay(): UnderWay {
  const running = new Set<Promise<unknown>>()

  const count = (call: (args: unknown) => Promise<unknown>) => (args: unknown) => {
    const answer = call(args)
    running.add(answer)
    const done = (): void => void running.delete(answer)
    answer.then(done, done)
    return answer
  }

  async function settled(): Promise<void> {
    let late: ReturnType<typeof setTimeout> | undefined
    const tooLong = new Promise<void>((resolve) => (late = setTimeout(resolve, longestLeaveMs)))
    await Promise.race([Promise.allSettled([...running]), tooLong])
    clearTimeout(late)
  }

  return {
    counted: <C extends object>(calls: C): C =>
      Object.fromEntries(
        Object.entries(calls as Record<string, (args: unknown) => Promise<unknown>>).map(([name, call]) => [
          name,
          count(call),
        ]),
      ) as C,
    settled,
    settledAfter: (signal, stop) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          stop()
          resolve(settled())
        })
      }),
  }
}
