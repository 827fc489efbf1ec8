import { alertKey } from '../../shared/alerts/alert'
import type { Alert } from '../../shared/alerts/alert'
import type { Person, ShownAlert } from '../../shared/ipc/channels'
import type { Language } from '../language'
import { personKey } from '../person'
import { groupText, singleText } from './alert-text'
import type { AlertText } from './alert-text'
import { historyLength } from './alert-files'
import type { AlertFiles, KeptPlan, Rung } from './alert-files'
import { decideAlerts } from './schedule'
import type { RungKeys } from './schedule'
import { createStanding } from './standing'
import type { ShownNotification } from './standing'

export interface AlertPorts {
  readonly files: AlertFiles
  readonly language: () => Language
  readonly outsideOfficeHours: () => boolean
  /** The person chose that nothing rings. */
  readonly isSilent: () => boolean
  /** Shows one notification. `alerts` are those it stands for: a click opens the only one, or the list. */
  readonly show: (text: AlertText, alerts: readonly Alert[]) => ShownNotification
  readonly shown: (alert: ShownAlert) => void
  /** How much later than planned it rings here, ms, so that a device that was used last can ring first. */
  readonly holdMs: () => number
  /** These have rung here, by key: for the person's other devices. */
  readonly rang: (keys: readonly string[]) => void
  /** How many of the person's tickets are at risk or missed. Told when it is another figure than before. */
  readonly atRisk: (count: number) => void
  /** Wall clock, UTC ms. */
  readonly now: () => number
  /** Server time minus the wall clock, ms. */
  readonly clockOffset: () => number
}

export interface Alerts {
  /** Done when the plan is on disk. A plan of somebody else than who works here is dropped. */
  readonly plan: (plan: KeptPlan) => Promise<void>
  /**
   * Shows what is due and tells how much is at risk; answers the instant by this machine's clock at which to look again, or null.
   * Throws when a notification cannot be made: it has not rung then.
   */
  readonly check: () => number | null
  /** These have rung for the person on another device: they do not ring here. */
  readonly rungElsewhere: (keys: readonly string[]) => void
  readonly history: () => readonly ShownAlert[]
  readonly markSeen: () => void
  /**
   * Who works here from now on; null for nobody. With a person end their plan, their figure, what stands on the screen and their
   * history; what has rung for them is remembered.
   */
  readonly changePerson: (person: Person | null) => void
}

const noKeys: RungKeys = {}

/** Rings each alert of the plan once. What was shown is on disk before it is on the screen. */
export function createAlerts(ports: AlertPorts, worksHere: Person | null): Alerts {
  const { files } = ports
  const standing = createStanding()
  let person = personKey(worksHere)
  let plan = planOf(files.readPlan(), person)
  let rung = rungOf(files.readRung(), person)
  let figure: number | null = null

  const tellFigure = (serverNow: number): void => {
    const count = plan?.riskAt.filter((at) => at <= serverNow).length ?? 0
    if (count === figure) return
    figure = count
    ports.atRisk(count)
  }

  const serverTime = (): number => ports.now() + ports.clockOffset()

  const check = (): number | null => {
    const offset = ports.clockOffset()
    const serverNow = ports.now() + offset
    tellFigure(serverNow)
    if (plan === null || person === null) return null
    const nextRisk = plan.riskAt.find((at) => at > serverNow)
    const nextAlert = ports.isSilent() ? null : ringDue(plan, person, serverNow)
    const next = Math.min(nextAlert ?? Infinity, nextRisk ?? Infinity)
    return next === Infinity ? null : next - offset
  }

  const ringDue = (current: KeptPlan, who: string, serverNow: number): number | null => {
    const { show, settled, next } = decideAlerts(current, rung.people[who] ?? noKeys, serverNow, {
      outsideOfficeHours: ports.outsideOfficeHours(),
      holdMs: ports.holdMs(),
    })
    const [first, ...others] = show
    if (first !== undefined) {
      const keys = settled.map(alertKey)
      ring(current, [first, ...others], withKeys(rung, who, keys, serverNow), serverNow)
      ports.rang(keys)
    }
    return next
  }

  const ring = (
    { openIntervals, timeZone }: KeptPlan,
    due: readonly [Alert, ...Alert[]],
    next: Rung,
    serverNow: number,
  ): void => {
    const before = rung
    const grouped = due.length > 1
    const fresh = due.map((alert): ShownAlert => ({ ...alert, shownAt: serverNow, grouped, seen: false }))
    rung = { ...next, history: [...fresh, ...before.history].slice(0, historyLength) }
    files.keepRung(rung, serverNow)
    const moment = { openIntervals, now: serverNow, language: ports.language(), timeZone }
    try {
      standing.add(due, ports.show(grouped ? groupText(due, moment) : singleText(due[0], moment), due))
    } catch (error) {
      rung = before
      files.keepRung(rung, serverNow)
      throw error
    }
    for (const alert of fresh.slice(0, historyLength)) ports.shown(alert)
  }

  return {
    check,
    plan: (next) => {
      if (person === null || personKey(next.owner) !== person) return Promise.resolve()
      plan = next
      standing.keepOnly(next.alerts)
      return files.keepPlan(next)
    },
    rungElsewhere: (keys) => {
      const known = (person && rung.people[person]) || noKeys
      const fresh = keys.filter((key) => known[key] === undefined)
      if (person === null || fresh.length === 0) return
      const serverNow = serverTime()
      rung = withKeys(rung, person, fresh, serverNow)
      files.keepRung(rung, serverNow)
    },
    history: () => rung.history,
    markSeen: () => {
      rung = { ...rung, history: rung.history.map((alert) => ({ ...alert, seen: true })) }
      files.keepRung(rung, serverTime())
    },
    changePerson: (next) => {
      if (personKey(next) === person) return
      person = personKey(next)
      plan = null
      rung = rungOf(rung, person)
      standing.closeAll()
      tellFigure(serverTime())
      void files.keepPlan(null)
      files.keepRung(rung, serverTime())
    },
  }
}

const planOf = (plan: KeptPlan | null, person: string | null): KeptPlan | null =>
  plan !== null && personKey(plan.owner) === person ? plan : null

/** The same keys, and the history of this person or none. */
const rungOf = (rung: Rung, person: string | null): Rung =>
  rung.person === person ? rung : { ...rung, person, history: [] }

const withKeys = (rung: Rung, person: string, keys: readonly string[], at: number): Rung => ({
  ...rung,
  people: {
    ...rung.people,
    [person]: { ...rung.people[person], ...Object.fromEntries(keys.map((key) => [key, at])) },
  },
})
