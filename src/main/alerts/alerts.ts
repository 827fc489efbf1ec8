import type { Alert, ShownAlert } from '../../shared/ipc/channels'
import type { Language } from '../language'
import { groupText, singleText } from './alert-text'
import type { AlertText } from './alert-text'
import { historyLength } from './alert-files'
import type { AlertFiles, KeptPlan } from './alert-files'
import { alertKey, decideAlerts } from './schedule'

export interface AlertPorts {
  readonly files: AlertFiles
  readonly language: () => Language
  readonly outsideOfficeHours: () => boolean
  /** Shows one notification. `alerts` are those it stands for: a click opens the only one, or the list. */
  readonly show: (text: AlertText, alerts: readonly Alert[]) => void
  readonly shown: (alert: ShownAlert) => void
  /** Wall clock, UTC ms. */
  readonly now: () => number
  /** Server time minus the wall clock, ms. */
  readonly clockOffset: () => number
}

export interface Alerts {
  /** Done when the plan is on disk. */
  readonly plan: (plan: KeptPlan) => Promise<void>
  /** Shows what is due; answers the instant by this machine's clock at which to look again, or null. */
  readonly check: () => number | null
  readonly history: () => readonly ShownAlert[]
  readonly markSeen: () => void
  /** The person has left: nothing rings for them, and nobody else reads what rang. */
  readonly clear: () => void
}

/** Rings each alert of the plan once. What was shown is on disk before it is on the screen. */
export function createAlerts({
  files,
  language,
  outsideOfficeHours,
  show,
  shown,
  now,
  clockOffset,
}: AlertPorts): Alerts {
  let plan = files.readPlan()
  let { keys, history } = files.readShown()

  const check = (): number | null => {
    const offset = clockOffset()
    const serverNow = now() + offset
    const decision = decideAlerts(plan, keys, serverNow, outsideOfficeHours())
    const [first, ...others] = decision.show
    if (first !== undefined) ring([first, ...others], decision.settled, serverNow)
    return decision.next === null ? null : decision.next - offset
  }

  const ring = (due: readonly [Alert, ...Alert[]], settled: readonly Alert[], serverNow: number): void => {
    const grouped = due.length > 1
    const fresh = due.map((alert): ShownAlert => ({ ...alert, shownAt: serverNow, grouped, seen: false }))
    keys = {
      ...keys,
      ...Object.fromEntries(
        settled.map((alert) => [alertKey(alert), { due: alert.due, shownAt: serverNow }]),
      ),
    }
    history = [...fresh, ...history].slice(0, historyLength)
    files.keepShown(keys, history, serverNow)
    const moment = { plan, now: serverNow, language: language(), timeZone: plan.timeZone }
    show(grouped ? groupText(due, moment) : singleText(due[0], moment), due)
    for (const alert of fresh.slice(0, historyLength)) shown(alert)
  }

  return {
    check,
    plan: (next) => {
      plan = next
      return files.keepPlan(next)
    },
    history: () => history,
    markSeen: () => {
      history = history.map((alert) => ({ ...alert, seen: true }))
      files.keepShown(keys, history, now())
    },
    clear: () => {
      plan = { alerts: [], openIntervals: [] }
      history = []
      void files.keepPlan(plan)
      files.keepShown(keys, history, now())
    },
  }
}
