import type { Alert } from '../../shared/ipc/channels'

/** What rings, and when the office is open: as the page last planned it. Instants are UTC ms. */
export interface AlertPlan {
  readonly alerts: readonly Alert[]
  /** Ascending, not overlapping. Beyond the last one nothing is known, and alerts ring. */
  readonly openIntervals: readonly (readonly [open: number, close: number])[]
}

/** When an alert was shown, by `alertKey`. */
export type ShownKeys = Readonly<Record<string, { readonly due: number; readonly shownAt: number }>>

export interface AlertDecision {
  /** One a ticket and clock, the most urgent first: what a person sees now. */
  readonly show: readonly Alert[]
  /** Everything that counts as shown with it: also the longer leads of the same clock. */
  readonly settled: readonly Alert[]
  /** When to look again, or null when nothing is left. */
  readonly next: number | null
}

/** Each of these rings once. */
export const alertKey = (alert: Pick<Alert, 'ticketId' | 'clock' | 'leadMinutes'>): string =>
  `${alert.ticketId} ${alert.clock} ${alert.leadMinutes}`

/**
 * What to show at `now`, and when to look again. An alert is shown at its moment or at the first opening after it, unless
 * `outsideOfficeHours`; what was slept through is shown then too. One that was shown is shown again only when its
 * deadline has moved and the new moment came after it.
 */
export function decideAlerts(
  plan: AlertPlan,
  shown: ShownKeys,
  now: number,
  outsideOfficeHours: boolean,
): AlertDecision {
  const ringsAt = (at: number): number => (outsideOfficeHours ? at : effectiveOpening(plan.openIntervals, at))
  const pending = plan.alerts.filter((alert) => !wasShown(alert, shown))
  const mayRing = ringsAt(now) === now
  const rings = (alert: Alert): boolean => mayRing && alert.at <= now
  const settled = pending.filter(rings)
  const later = pending.filter((alert) => !rings(alert))
  return {
    show: mostUrgentOfEach(settled),
    settled,
    next: later.reduce<number | null>((soonest, alert) => {
      const at = ringsAt(Math.max(alert.at, now))
      return soonest === null || at < soonest ? at : soonest
    }, null),
  }
}

function wasShown(alert: Alert, shown: ShownKeys): boolean {
  const before = shown[alertKey(alert)]
  if (before === undefined) return false
  return before.due === alert.due || alert.at <= before.shownAt
}

/** The instant itself while the office is open or its hours are not known, else the next opening. */
function effectiveOpening(intervals: AlertPlan['openIntervals'], at: number): number {
  const next = intervals.find(([, close]) => at < close)
  return next === undefined ? at : Math.max(at, next[0])
}

function mostUrgentOfEach(alerts: readonly Alert[]): readonly Alert[] {
  const clocks = new Map<string, Alert>()
  for (const alert of alerts) {
    const clock = `${alert.ticketId} ${alert.clock}`
    const other = clocks.get(clock)
    if (other === undefined || alert.leadMinutes < other.leadMinutes) clocks.set(clock, alert)
  }
  return [...clocks.values()].sort((a, b) => a.due - b.due || a.leadMinutes - b.leadMinutes)
}

/** Office time between two instants, in ms; wall time where the office's hours are not known. */
export function officeTimeBetween(plan: AlertPlan, from: number, to: number): number {
  const last = plan.openIntervals.at(-1)?.[1] ?? Number.NEGATIVE_INFINITY
  const first = plan.openIntervals[0]?.[0] ?? Number.POSITIVE_INFINITY
  const known = plan.openIntervals.reduce(
    (sum, [open, close]) => sum + Math.max(0, Math.min(close, to) - Math.max(open, from)),
    0,
  )
  const before = Math.max(0, Math.min(to, first) - from)
  const after = Math.max(0, to - Math.max(from, last))
  return plan.openIntervals.length === 0 ? to - from : known + before + after
}
