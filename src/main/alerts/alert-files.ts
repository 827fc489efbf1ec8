import { z } from 'zod'
import { alert } from '../../shared/alerts/alert'
import { requests, shownAlert } from '../../shared/ipc/channels'
import type { RequestArgs, ShownAlert } from '../../shared/ipc/channels'
import { instant } from '../../shared/tickets/values'
import type { Folder } from '../files/folder'
import type { RungKeys } from './schedule'

export type KeptPlan = RequestArgs<'alerts.plan'>

/** Alerts are read one by one: one that cannot be understood costs only itself. */
const planFile = requests['alerts.plan'].args.extend({ alerts: z.array(z.unknown()) })

const rungFile = z.object({
  people: z.record(z.string(), z.record(z.string(), instant)),
  /** Whose history it is; null for nobody's. */
  person: z.string().nullable(),
  history: z.array(z.unknown()),
})

/** What has rung on this device, or for its people on others. */
export interface Rung {
  /** By person (`personKey`, person.ts): everybody who worked here is told what is theirs, and nobody twice. */
  readonly people: Readonly<Record<string, RungKeys>>
  /** Whose `history` is. */
  readonly person: string | null
  /** What was shown to that person, newest first. */
  readonly history: readonly ShownAlert[]
}

const planName = 'alert-plan.json'
const rungName = 'alerts-rung.json'
/** How many shown alerts the list in the app goes back. */
export const historyLength = 200
/** After this time (ms) nobody plans that deadline any more. */
const keptFor = 120 * 24 * 3_600_000

export interface AlertFiles {
  /** Null when there is none. */
  readonly readPlan: () => KeptPlan | null
  /** Keeps the newest plan; one write at a time, and what came in between is skipped. On disk, or logged, when done. */
  readonly keepPlan: (plan: KeptPlan | null) => Promise<void>
  readonly readRung: () => Rung
  /** `serverNow` as in `RungKeys`. On disk when it returns: an alert that is shown afterwards is never shown again. */
  readonly keepRung: (rung: Rung, serverNow: number) => void
}

/** For the log: never the text of a ticket. */
export interface Notes {
  readonly warn: (message: string, reason: unknown) => void
  readonly error: (message: string, reason: unknown) => void
}

/** The plan and what has rung, in the profile's folder. */
export function alertFiles(folder: Folder, note: Notes): AlertFiles {
  const bad = (reason: string): void => note.warn('a file of the alerts is unusable', reason)
  let newest: KeptPlan | null | undefined
  let writing: Promise<void> = Promise.resolve()

  const writeNewest = async (): Promise<void> => {
    if (newest === undefined) return
    const plan = newest
    newest = undefined
    try {
      await folder.writeLater(planName, JSON.stringify(plan))
    } catch (error) {
      note.error('the alert plan could not be written', error)
    }
  }

  return {
    readPlan: () => {
      const plan = folder.read(planName, planFile.nullable(), bad) ?? null
      return plan && { ...plan, alerts: understood(alert, plan.alerts) }
    },
    keepPlan: (plan) => {
      newest = plan
      writing = writing.then(writeNewest)
      return writing
    },
    readRung: () => {
      const rung = folder.read(rungName, rungFile, bad)
      return rung
        ? { ...rung, history: understood(shownAlert, rung.history) }
        : { people: {}, person: null, history: [] }
    },
    keepRung: ({ people, person, history }, now) => {
      const recent = Object.entries(people).map(([name, keys]) => [
        name,
        Object.fromEntries(Object.entries(keys).filter(([, at]) => now - at < keptFor)),
      ])
      const content = { people: Object.fromEntries(recent), person, history: [...history] } satisfies z.infer<
        typeof rungFile
      >
      try {
        folder.write(rungName, JSON.stringify(content))
      } catch (error) {
        // A full disk must not silence a deadline: it rings, and may ring once more after a restart.
        note.error('the list of shown alerts could not be written', error)
      }
    },
  }
}

const understood = <T extends z.ZodType>(schema: T, values: readonly unknown[]): z.infer<T>[] =>
  values.flatMap((value) => {
    const parsed = schema.safeParse(value, { jitless: true })
    return parsed.success ? [parsed.data] : []
  })
