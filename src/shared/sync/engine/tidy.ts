import type { OutboxEntry } from './outbox-entry'
import type { Clock, Kept } from './ports'

const RETRY_MS = 30_000

/** Lets go of work that nothing needs any more. A journal that cannot forget now is asked again later. */
export interface Tidy {
  run(): Promise<void>
  /** Monotonic ms at which `run` wants to be called; Infinity while there is nothing to let go of. */
  wakeAt(): number
}

export function createTidy(
  clock: Clock,
  finished: () => readonly OutboxEntry[],
  remove: (entries: readonly OutboxEntry[]) => Promise<Kept>,
): Tidy {
  let retryAt = -Infinity
  return {
    async run() {
      if (clock.monotonic() < retryAt) return
      const gone = finished()
      if (gone.length === 0) return
      retryAt = clock.monotonic() + RETRY_MS
      if ((await remove(gone)).ok) retryAt = -Infinity
    },
    wakeAt: () => (finished().length > 0 ? retryAt : Infinity),
  }
}
