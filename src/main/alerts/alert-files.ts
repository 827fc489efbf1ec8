import { join } from 'node:path'
import { z } from 'zod'
import { requests, shownAlert } from '../../shared/ipc/channels'
import type { RequestArgs, ShownAlert } from '../../shared/ipc/channels'
import { instant } from '../../shared/tickets/values'
import { readChecked, writeAtomic, writeAtomicLater } from '../files/atomic'
import { log } from '../log'
import type { ShownKeys } from './schedule'

export type KeptPlan = RequestArgs<'alerts.plan'>

const shownFile = z.object({
  keys: z.record(z.string(), z.object({ due: instant, shownAt: instant })),
  history: z.array(shownAlert),
})

/** How many shown alerts the list in the app goes back. */
export const historyLength = 200
/** After this time (ms) nobody plans that deadline any more. */
const keptFor = 120 * 24 * 3_600_000

export interface AlertFiles {
  readonly readPlan: () => KeptPlan
  /** Keeps the newest plan; one write at a time, and what came in between is skipped. On disk, or logged, when done. */
  readonly keepPlan: (plan: KeptPlan) => Promise<void>
  readonly readShown: () => { readonly keys: ShownKeys; readonly history: readonly ShownAlert[] }
  /** On disk when it returns: an alert that is shown afterwards is never shown again. */
  readonly keepShown: (keys: ShownKeys, history: readonly ShownAlert[], now: number) => void
}

/** The plan and what was shown, in the profile's folder. */
export function alertFiles(folder: string): AlertFiles {
  const planPath = join(folder, 'alert-plan.json')
  const shownPath = join(folder, 'alerts-shown.json')
  const bad = (reason: string): void => log.warn('a file of the alerts is unusable', reason)
  let newest: KeptPlan | null = null
  let writing: Promise<void> = Promise.resolve()

  const writeNewest = async (): Promise<void> => {
    if (newest === null) return
    const plan = newest
    newest = null
    try {
      await writeAtomicLater(planPath, JSON.stringify(plan))
    } catch (error) {
      log.error('the alert plan could not be written', error)
    }
  }

  return {
    readPlan: () =>
      readChecked(planPath, requests['alerts.plan'].args, bad) ?? { alerts: [], openIntervals: [] },
    keepPlan: (plan) => {
      newest = plan
      writing = writing.then(writeNewest)
      return writing
    },
    readShown: () => readChecked(shownPath, shownFile, bad) ?? { keys: {}, history: [] },
    keepShown: (keys, history, now) => {
      const recent = Object.entries(keys).filter(([, { shownAt }]) => now - shownAt < keptFor)
      const content = { keys: Object.fromEntries(recent), history: [...history] } satisfies z.infer<
        typeof shownFile
      >
      try {
        writeAtomic(shownPath, JSON.stringify(content))
      } catch (error) {
        // A full disk must not silence a deadline: it rings, and may ring once more after a restart.
        log.error('the list of shown alerts could not be written', error)
      }
    },
  }
}
