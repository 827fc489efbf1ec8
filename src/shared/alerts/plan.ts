import { cutText } from '../cut-text'
import type { Preferences } from '../ipc/preferences'
import { dateAt } from '../sla/staff-days'
import type { OfficeCalendar } from '../sla/calendar'
import type { Role, StandInRules } from '../tickets/people'
import { instant } from '../tickets/values'
import type { Alert } from './alert'
import { alertRules } from './alert-rules'
import type { AlertRule } from './alert-rules'
import type { Occasion } from './occasions'

const minuteMs = 60_000
/** What passed longer ago than this is no news any more: a long weekend, ms. */
const staleMs = 4 * 86_400_000
const mostAlerts = 20_000

/** A ticket, as far as its alerts go. */
export interface AlertTicket {
  readonly id: string
  readonly number: number | null
  readonly subject: string
  readonly customerId: string | null
  readonly assigneeId: string | null
  readonly teamId: string | null
  readonly occasions: readonly Occasion[]
  /** A reply to it waits on this device to be sent. */
  readonly replyWaits: boolean
}

/** Whose plan it is. */
export interface Listener {
  readonly agentId: string
  readonly teamId: string | null
  readonly role: Role
  readonly preferences: Pick<Preferences, 'alertScope' | 'alertLeads'>
}

/** The owner of a ticket, as far as others must ring for them. */
export interface Owner {
  readonly name: string
  readonly teamId: string | null
  readonly standInId: string | null
  /** UTC ms; null while the owner is there. See `absence.ts`. */
  readonly absentSince: number | null
}

export interface PlanSituation {
  readonly listener: Listener
  readonly calendar: OfficeCalendar
  /** UTC ms. */
  readonly now: number
  readonly customerName: (id: string | null) => string
  readonly owner: (agentId: string) => Owner | null
  readonly standIns: StandInRules
}

/**
 * All alerts of one person, earliest first, as `alertRules` has them. Of several leads all are there, also those that have
 * passed: which of them still rings is decided where it is known what has rung.
 */
export function planAlerts(tickets: Iterable<AlertTicket>, situation: PlanSituation): readonly Alert[] {
  const { now, listener } = situation
  if (listener.preferences.alertScope === 'none') return []
  const alerts: Alert[] = []
  for (const ticket of tickets)
    for (const occasion of ticket.occasions) alerts.push(...alertsOf(ticket, occasion, situation))
  return alerts
    .filter(({ at, due }) => at >= now - staleMs && isInstant(at) && isInstant(due))
    .sort((a, b) => a.at - b.at)
    .slice(0, mostAlerts)
}

/** Main refuses a plan with a moment that is none: a ticket with an impossible one costs only itself. */
const isInstant = (at: number): boolean => instant.safeParse(at).success

function alertsOf(ticket: AlertTicket, occasion: Occasion, situation: PlanSituation): readonly Alert[] {
  const rule: AlertRule = alertRules[occasion.rule]
  const reach = reachOf(ticket, rule, situation)
  if (reach === null) return []
  const { absentOwner } = reach
  return momentsOf(occasion, rule, situation).map(({ at, leadMinutes }) => ({
    rule: occasion.rule,
    clock: occasion.clock,
    ticketId: ticket.id,
    ticketNumber: ticket.number,
    subject: ticket.subject,
    customer: cutText(situation.customerName(ticket.customerId), 200),
    leadMinutes,
    at: reach.from(at),
    due: occasion.due,
    ...(absentOwner === undefined ? {} : { absentOwner }),
    ...(ticket.replyWaits ? { replyWaits: true } : {}),
  }))
}

interface Moment {
  readonly at: number
  readonly leadMinutes: number
}

function momentsOf(
  { since, due }: Occasion,
  { starts }: AlertRule,
  { calendar, listener }: PlanSituation,
): readonly Moment[] {
  switch (starts.kind) {
    case 'leads':
      return [...new Set(listener.preferences.alertLeads[starts.of])].map((leadMinutes) => ({
        leadMinutes,
        at: officeMinutesBefore(calendar, due, leadMinutes),
      }))
    case 'before':
      return [
        { leadMinutes: starts.officeMinutes, at: officeMinutesBefore(calendar, due, starts.officeMinutes) },
      ]
    case 'at-once':
      return [{ leadMinutes: 0, at: since }]
    case 'opening-of-day':
      return [{ leadMinutes: 0, at: openingOfDay(calendar, due) }]
  }
}

/**
 * The earliest instant at which so much office time is left before `due`: of a closing time and the opening after it, between
 * which nothing is lost, the closing. `due` itself for 0.
 */
export function officeMinutesBefore(calendar: OfficeCalendar, due: number, minutes: number): number {
  // A millisecond more of office time always lies before that closing time.
  return minutes === 0 ? due : calendar.subtract(due, minutes * minuteMs + 1) + 1
}

/** When the office opens on the day of an instant; on a day on which it does not, the opening after the instant. */
function openingOfDay(calendar: OfficeCalendar, at: number): number {
  return calendar.openIntervals(dateAt(calendar.zone, at))[0]?.open ?? calendar.effectiveStart(at)
}

/** From when alerts of a ticket reach the listener, and whether in the place of an owner who is not there. */
interface Reach {
  readonly from: (at: number) => number
  readonly absentOwner?: string
}

const atOnce: Reach = { from: (at) => at }

function reachOf(ticket: AlertTicket, rule: AlertRule, situation: PlanSituation): Reach | null {
  if (isAudience(ticket, rule, situation.listener)) return atOnce
  return rule.standsIn ? standInReach(ticket, situation) : null
}

function isAudience(ticket: AlertTicket, { audience, standsIn }: AlertRule, listener: Listener): boolean {
  if (audience === 'office') return true
  const { agentId, preferences } = listener
  if (ticket.assigneeId === agentId) return true
  const isOwnTeam = ofTeam(ticket, listener)
  // Until somebody starts on a ticket of high priority, its clocks concern the whole team.
  if (audience === 'team' || (standsIn && ticket.occasions.some(({ rule }) => rule === 'urgent')))
    return isOwnTeam || preferences.alertScope === 'all'
  switch (preferences.alertScope) {
    case 'all':
      return true
    case 'team':
      return isOwnTeam
    case 'mine-and-unassigned':
      return isOwnTeam && ticket.assigneeId === null
    case 'mine':
    case 'none':
      return false
  }
}

/** A ticket that was given to no team yet is of every team: otherwise nobody would hear of it. */
const ofTeam = (ticket: AlertTicket, { teamId }: Listener): boolean =>
  ticket.teamId === null || ticket.teamId === teamId

/** For an owner who is not there: the stand-in, then the team, then the seniors, each so many office minutes later. */
function standInReach(
  ticket: AlertTicket,
  { listener, standIns, owner: find, calendar }: PlanSituation,
): Reach | null {
  if (!standIns.isOn || ticket.assigneeId === null) return null
  const owner = find(ticket.assigneeId)
  if (owner === null || owner.absentSince === null) return null
  const { absentSince, name } = owner
  const { agentId, teamId, role } = listener
  const isTeam = teamId !== null && teamId === (ticket.teamId ?? owner.teamId)
  const isSenior = role === 'senior' || role === 'managing-partner'
  const after = [
    ...(owner.standInId === agentId ? [standIns.after.standIn] : []),
    ...(isTeam ? [standIns.after.team] : []),
    ...(isSenior ? [standIns.after.seniors] : []),
  ]
  if (after.length === 0) return null
  const delayMs = Math.min(...after) * minuteMs
  // Who left after the alert had been given was told: the others are from then on.
  const from = (at: number): number => {
    const start = Math.max(at, absentSince)
    return delayMs === 0 ? start : calendar.add(start, delayMs)
  }
  return { from, absentOwner: name }
}
