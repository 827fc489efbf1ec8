import { alertKey, alertSubject, partsOfKey } from '../../shared/alerts/alert'
import type { Alert } from '../../shared/alerts/alert'
import { ruleNamed } from '../../shared/alerts/alert-rules'

/** What rings, and when the office is open: as the page last planned it. Instants are UTC ms. */
export interface AlertPlan {
  readonly alerts: readonly Alert[]
  /** Ascending, not overlapping. Beyond the last one nothing is known, and alerts ring. */
  readonly openIntervals: readonly (readonly [open: number, close: number])[]
}

/**
 * What has rung for this person, on any device, by `alertKey`: when it rang here, or was heard to have rung on another device,
 * UTC ms. The time says only how long the key is kept: what was heard late is no later bell.
 */
export type RungKeys = Readonly<Record<string, number>>

export interface AlertDecision {
  /** One a ticket and clock, the most urgent first: what a person sees now. */
  readonly show: readonly Alert[]
  /** Everything that counts as rung with it: the longer leads of the same clock, and what would follow within a minute. */
  readonly settled: readonly Alert[]
  /** When to look again, or null when nothing is left. */
  readonly next: number | null
}

/** How the person wants to be told. */
export interface AlertHours {
  readonly outsideOfficeHours: boolean
  /** So much later (ms) than planned, so that another device of the same person can ring first and say so. */
  readonly holdMs: number
}

/** Of one clock nothing rings twice within this time, ms. */
const apartMs = 60_000
/** What is due at closing time still rings when the timer comes so much late, ms: it is looked at once a minute. */
const lateMs = 60_000

/**
 * What to show at `now`, and when to look again. An alert is shown at its moment, also at closing time, or else at the first
 * opening after it; what was slept through is shown as its latest lead. A rule that this version does not know is silent.
 */
export function decideAlerts(
  plan: AlertPlan,
  rung: RungKeys,
  now: number,
  { outsideOfficeHours, holdMs }: AlertHours,
): AlertDecision {
  const lastLead = lastLeadBySubject(rung)
  const isPending = (alert: Alert): boolean =>
    ruleNamed(alert.rule) !== null &&
    rung[alertKey(alert)] === undefined &&
    // A later lead of the same moment has rung: what stood before it is no news.
    (lastLead.get(alertSubject(alert)) ?? Infinity) > alert.leadMinutes
  const pending = plan.alerts.filter(isPending)
  const isAnyHour = ({ rule }: Alert): boolean => outsideOfficeHours || ruleNamed(rule)?.hours === 'any'
  const moment = (alert: Alert): number =>
    (isAnyHour(alert) ? alert.at : officeMoment(plan.openIntervals, alert.at)) + holdMs
  const isOpen = opening(plan.openIntervals, now) === now
  const rings = (alert: Alert): boolean =>
    moment(alert) <= now && (isOpen || isAnyHour(alert) || now - moment(alert) < lateMs)
  const ringing = pending.filter(rings)
  const clocks = new Set(ringing.map(clockOf))
  const settled = pending.filter(
    (alert) => rings(alert) || (clocks.has(clockOf(alert)) && moment(alert) <= now + apartMs),
  )
  const isSettled = new Set(settled)
  return {
    show: latestOfEach(ringing),
    settled,
    next: pending.reduce<number | null>((soonest, alert) => {
      if (isSettled.has(alert)) return soonest
      const at = moment(alert) > now ? moment(alert) : opening(plan.openIntervals, now)
      return soonest === null || at < soonest ? at : soonest
    }, null),
  }
}

const clockOf = ({ ticketId, clock }: Alert): string => `${ticketId ?? '-'} ${clock}`

/** Of each moment the lead nearest to it that has rung, in office minutes. */
function lastLeadBySubject(rung: RungKeys): ReadonlyMap<string, number> {
  const last = new Map<string, number>()
  for (const key of Object.keys(rung)) {
    const { subject, leadMinutes } = partsOfKey(key)
    last.set(subject, Math.min(leadMinutes, last.get(subject) ?? Infinity))
  }
  return last
}

/** The instant itself while the office is open or its hours are not known, else the next opening. */
function opening(intervals: AlertPlan['openIntervals'], at: number): number {
  const next = intervals.find(([, close]) => at < close)
  return next === undefined ? at : Math.max(at, next[0])
}

/** As `opening`; but what is due when the office closes is due then. */
const officeMoment = (intervals: AlertPlan['openIntervals'], at: number): number =>
  intervals.some(([, close]) => close === at) ? at : opening(intervals, at)

/** Of each ticket and clock the alarm of high priority, else the lead that passed last. */
function latestOfEach(alerts: readonly Alert[]): readonly Alert[] {
  const clocks = new Map<string, Alert>()
  for (const alert of alerts) {
    const other = clocks.get(clockOf(alert))
    if (other === undefined || comesBefore(alert, other)) clocks.set(clockOf(alert), alert)
  }
  return [...clocks.values()].sort((a, b) => a.due - b.due || a.leadMinutes - b.leadMinutes)
}

function comesBefore(alert: Alert, other: Alert): boolean {
  if ((alert.rule === 'urgent') !== (other.rule === 'urgent')) return alert.rule === 'urgent'
  return alert.at === other.at ? alert.leadMinutes < other.leadMinutes : alert.at > other.at
}

/** Office time between two instants, in ms; wall time where the office's hours are not known. */
export function officeTimeBetween(intervals: AlertPlan['openIntervals'], from: number, to: number): number {
  const last = intervals.at(-1)?.[1] ?? Number.NEGATIVE_INFINITY
  const first = intervals[0]?.[0] ?? Number.POSITIVE_INFINITY
  const known = intervals.reduce(
    (sum, [open, close]) => sum + Math.max(0, Math.min(close, to) - Math.max(open, from)),
    0,
  )
  const before = Math.max(0, Math.min(to, first) - from)
  const after = Math.max(0, to - Math.max(from, last))
  return intervals.length === 0 ? to - from : known + before + after
}
