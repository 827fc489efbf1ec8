import type { Logger } from 'pino'
import { ServerTooOld } from './db/schema-floor'
import { logFault } from './log-fault'

/** Failures of what the server does by itself, which no caller hears of. */
export interface Faults {
  /** Writes a line in the log and counts it. `job`: a fixed word, for it becomes a label in the metrics. */
  readonly note: (job: string, error: unknown) => void
  /** How many there were since this server started, by job. */
  readonly counts: ReadonlyMap<string, number>
}

export function createFaults(log: Logger): Faults {
  const counts = new Map<string, number>()
  return {
    counts,
    note: (job, error) => {
      // Said once, by who watches the floor (`db/schema-floor.ts`).
      if (error instanceof ServerTooOld) return
      counts.set(job, (counts.get(job) ?? 0) + 1)
      logFault(log.child({ job }), error, 'a job failed')
    },
  }
}
