import { alertKey } from '../../../shared/alerts/alert'
import type { Occasion } from '../../../shared/alerts/occasions'
import { planAlerts } from '../../../shared/alerts/plan'
import type { AlertTicket, Listener, Owner } from '../../../shared/alerts/plan'
import { defaultPreferences } from '../../../shared/ipc/preferences'
import type { Preferences } from '../../../shared/ipc/preferences'
import { agreement20230224, calendarOf } from '../../../shared/sla/agreement'
import { uuidOf } from '../../../shared/tickets/example'
import { defaultStandInRules } from '../../../shared/tickets/people'
import { decideAlerts } from '../schedule'
import type { AlertPlan, RungKeys } from '../schedule'

/** For tests: what rings for whom and when, through plan and schedule together. Times are of Amsterdam. */

const calendar = calendarOf(agreement20230224)
export const minute = 60_000
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
/** Monday 9 February 2026, midnight in Amsterdam. */
const monday = Date.parse('2026-02-08T23:00:00Z')
/** An instant of that week: `Mon 12:45` or `Mon 12:44:35`. */
export const at = (text: string): number => {
  const [, day = '', h = '', m = '', s = '0'] = /^(\w{3}) (\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? []
  const index = days.findIndex((name) => name === day)
  return monday + (index * 24 * 60 + Number(h) * 60 + Number(m)) * minute + Number(s) * 1000
}
const told = (instant: number): string => {
  const local = new Date(calendar.zone.toLocal(instant))
  const seconds = local.getUTCSeconds() === 0 ? '' : `:${String(local.getUTCSeconds()).padStart(2, '0')}`
  return `${days[(local.getUTCDay() + 6) % 7]} ${local.toISOString().slice(11, 16)}${seconds}`
}

export const [me, sanne, joris] = [uuidOf(1), uuidOf(2), uuidOf(3)]
export const [ours, theirs] = [uuidOf(10), uuidOf(11)]

export interface BellCase {
  readonly name: string
  readonly tickets: readonly Partial<AlertTicket>[]
  readonly preferences?: Partial<Preferences>
  readonly listener?: Partial<Listener>
  readonly owners?: Readonly<Record<string, Partial<Owner>>>
  readonly standInsOff?: boolean
  /** From when it is looked, and until when. */
  readonly from?: string
  readonly to?: string
  /** What another device of the person rang: when this one hears of it, and the rule and lead, as `response 60`. */
  readonly heard?: readonly { readonly at: string; readonly bell: string }[]
  readonly bells: readonly string[]
}

export const occasion = (
  rule: Occasion['rule'],
  due: string,
  more: { since?: string; clock?: string } = {},
): Occasion => ({
  rule,
  clock: more.clock ?? rule,
  since: at(more.since ?? 'Mon 09:00'),
  due: at(due),
})
export const response = (due: string): readonly Occasion[] => [occasion('response', due)]
export const high = (since: string, due: string): readonly Occasion[] => [
  occasion('urgent', due, { since, clock: 'response' }),
  occasion('response', due),
]
export const mine = { assigneeId: me, teamId: ours }

const ticketOf = (given: Partial<AlertTicket>, index = 0): AlertTicket => ({
  id: uuidOf(100 + index),
  number: 1000 + index,
  subject: 'Invoices stay in draft',
  customerId: null,
  assigneeId: null,
  teamId: null,
  occasions: [],
  replyWaits: false,
  ...given,
})

export function planner({
  tickets,
  preferences,
  listener,
  owners = {},
  standInsOff,
}: Omit<BellCase, 'name' | 'bells' | 'heard'>) {
  return (now: number): AlertPlan => ({
    alerts: planAlerts(tickets.map(ticketOf), {
      listener: {
        agentId: me,
        teamId: ours,
        role: 'agent',
        preferences: { ...defaultPreferences, ...preferences },
        ...listener,
      },
      calendar,
      now,
      customerName: () => '',
      owner: (id) =>
        owners[id]
          ? { name: 'Sanne', teamId: ours, standInId: null, absentSince: null, ...owners[id] }
          : null,
      standIns: { ...defaultStandInRules, isOn: !standInsOff },
    }),
    openIntervals: calendar
      .intervalsBetween(monday - 30 * 24 * 60 * minute, monday + 30 * 24 * 60 * minute)
      .map(({ open, close }): [number, number] => [open, close]),
  })
}

interface Look {
  readonly plan: (now: number) => AlertPlan
  readonly from: number
  readonly to: number
  readonly outsideOfficeHours: boolean
  /** Looks again at least so often, ms. */
  readonly every: number
  readonly heard?: BellCase['heard']
}

/** Looks from one instant to another as main does, and answers what rang. */
export function ring({ plan, from, to, outsideOfficeHours, every, heard = [] }: Look): readonly string[] {
  const bells: string[] = []
  let rung: RungKeys = {}
  for (let now = from; now <= to;) {
    for (const word of heard.filter((one) => at(one.at) === now))
      for (const alert of plan(now).alerts)
        if (`${alert.rule} ${alert.leadMinutes}` === word.bell) rung = { [alertKey(alert)]: now, ...rung }
    const { show, settled, next } = decideAlerts(plan(now), rung, now, { outsideOfficeHours, holdMs: 0 })
    if (show.length > 0)
      bells.push(
        `${told(now)} ${show.map(({ rule, clock, leadMinutes, ticketNumber }) => `${ticketNumber === 1000 ? '' : `#${ticketNumber} `}${rule === 'urgent' ? `high ${clock}` : rule} ${leadMinutes}`).join(' + ')}`,
      )
    rung = { ...rung, ...Object.fromEntries(settled.map((alert) => [alertKey(alert), now])) }
    const hearsNext = heard.map((word) => at(word.at)).filter((instant) => instant > now)
    now = Math.min(next ?? Infinity, now + every, ...hearsNext)
  }
  return bells
}
