import { noWork, toQueueEntry } from '../../src/renderer/data/queue/queue-entry'
import { alertKey } from '../../src/shared/alerts/alert'
import type { Alert } from '../../src/shared/alerts/alert'
import { planAlerts } from '../../src/shared/alerts/plan'
import { agreement20230224, calendarOf } from '../../src/shared/sla/agreement'
import { defaultPreferences } from '../../src/shared/ipc/preferences'
import type { Preferences } from '../../src/shared/ipc/preferences'
import { defaultStandInRules } from '../../src/shared/tickets/people'
import type { Ticket } from '../../src/shared/tickets/ticket'
import type { CacheState } from './disk'
import type { World } from './world'

/** Soon enough after a report that a life sees them ring: a response is due after 240 office minutes. Nobody else has a person's. */
const leadsOf = (agentId: string): readonly number[] => {
  const own = Number.parseInt(agentId.slice(-1), 16) % 3
  return [237, 231, 223].map((lead) => lead - own)
}

export const preferencesOf = (agentId: string): Preferences => ({
  ...defaultPreferences,
  alertLeads: { response: [...leadsOf(agentId)], action: [], resolution: [], aim: [] },
})

const LOOK_MS = 5000
const MINUTE = 60_000
/** Time for what the device knows to reach main, and for a clock that is a little off. */
const SLACK_MS = 10_000
export const CLOCK_MS = 3000

const calendar = calendarOf(agreement20230224)
const planned = new WeakMap<Ticket, Map<string, readonly Alert[]>>()

/** What of a ticket rings for a person: a server's ticket, without anybody's unsent work. */
function alertsOf(ticket: Ticket, agentId: string): readonly Alert[] {
  const byAgent = planned.get(ticket) ?? new Map<string, readonly Alert[]>()
  planned.set(ticket, byAgent)
  const known = byAgent.get(agentId)
  if (known) return known
  const entry = toQueueEntry(ticket, { agreement: agreement20230224, calendar }, noWork, ticket.updatedAt)
  const alerts = planAlerts([entry], {
    listener: { agentId, teamId: null, role: 'senior', preferences: preferencesOf(agentId) },
    calendar,
    now: ticket.createdAt,
    customerName: () => '',
    owner: () => null,
    standIns: { ...defaultStandInRules, isOn: false },
  })
  byAgent.set(agentId, alerts)
  return alerts
}

/** What a device knows at a moment; null while no window of it plans, or its main cannot know the server's time. */
export interface DeviceKnows {
  readonly agentId: string
  /** Another one after each start of the app. */
  readonly life: number
  readonly cache: CacheState
  /** The page that syncs has the server's time, from the server. */
  readonly isTimeHeard: boolean
  /** The tickets on which this person has work of their own here. */
  readonly own: ReadonlySet<string>
}

/** What rang on a device. */
export interface BellHistory {
  /** How often, by person and key. */
  readonly counts: ReadonlyMap<string, number>
  /** These may ring once more: the disk does not have it that they rang. */
  readonly mayRepeat: ReadonlySet<string>
  /** By ticket and clock: of these a bell rang when main could not know the time. */
  readonly rangBlindly: ReadonlySet<string>
}

export const noBells: BellHistory = { counts: new Map(), mayRepeat: new Set(), rangBlindly: new Set() }

interface WatchParts {
  readonly isOn: boolean
  readonly world: World
  readonly name: string
  /** Who is signed in on the device; null for nobody. */
  readonly signedIn: () => string | null
  readonly knows: () => DeviceKnows | null
  /** Whether main has the server's time. */
  readonly isClockRight: () => boolean
  /** Of the profile that this one was copied from. */
  readonly before: BellHistory
}

/** Holds what rings on a device against what the device knew. */
export interface BellWatch {
  rang(alerts: readonly Alert[], isKept: boolean): void
  history(): BellHistory
}

export function watchBells({
  world,
  name,
  signedIn,
  knows,
  isClockRight,
  before,
  isOn,
}: WatchParts): BellWatch {
  const counts = new Map(before.counts)
  const mayRepeat = new Set(before.mayRepeat)
  const rangBlindly = new Set(before.rangBlindly)
  /** By ticket and clock: when one of its bells rang here. */
  const rings = new Map<string, number[]>()
  let last: DeviceKnows | null = null
  let steadySince = Infinity
  let heardSince = Infinity
  /** What rings as far as the device knows, and since when it knows that. */
  let known = new Map<string, { readonly alert: Alert; readonly since: number }>()
  /** What it knew of once, and since when it knows better. */
  let over = new Map<string, number>()

  /** Main has the server's time, or a page has had it long enough to tell. */
  const isClockKnown = (): boolean => isClockRight() || world.now() - heardSince > SLACK_MS

  const clockOf = ({ ticketId, clock }: Alert): string => `${ticketId} ${clock}`
  const isSteady = (next: DeviceKnows): boolean =>
    last !== null && last.life === next.life && last.agentId === next.agentId && isClockKnown()

  function look(): void {
    const next = knows()
    if (!next?.isTimeHeard || last?.life !== next.life) heardSince = Infinity
    if (next?.isTimeHeard) heardSince = Math.min(heardSince, world.now())
    if (next === null || !isSteady(next)) {
      steadySince = next === null ? Infinity : world.now()
      known = new Map()
      over = new Map()
    }
    const isNews =
      next !== null && (known.size === 0 || last?.cache !== next.cache || !isSame(last.own, next.own))
    last = next
    if (isNews) take(next)
    for (const each of known.values()) checkRung(each)
  }

  function take({ cache, agentId, own }: DeviceKnows): void {
    const before = known
    known = new Map()
    for (const ticket of cache.tickets.values())
      for (const alert of alertsOf(ticket, agentId)) {
        const key = alertKey(alert)
        over.delete(key)
        // What its own unsent work makes of a ticket is not this one's to say.
        if (!own.has(ticket.id)) known.set(key, before.get(key) ?? { alert, since: world.now() })
      }
    for (const [key, { alert }] of before)
      if (!known.has(key) && !own.has(alert.ticketId ?? '')) over.set(key, world.now())
  }

  /** What it knew of a minute ahead, and still knows, has rung by now: itself, or together with another bell of its clock. */
  function checkRung({ alert, since }: { readonly alert: Alert; readonly since: number }): void {
    const late = world.now() - alert.at - MINUTE - CLOCK_MS
    if (late < 0 || late >= LOOK_MS) return
    if (Math.max(since, steadySince) > alert.at - MINUTE || rangBlindly.has(clockOf(alert))) return
    world.happened('bell known a minute ahead')
    const near = (rings.get(clockOf(alert)) ?? []).filter(
      (at) => Math.abs(at - alert.at) <= MINUTE + CLOCK_MS,
    )
    if (near.length === 0) world.broken(`${name}: ${describe(alert)} did not ring`)
  }

  function checkTold(alert: Alert, key: string): void {
    const agentId = signedIn()
    const isTheirs = agentId !== null && leadsOf(agentId).includes(alert.leadMinutes)
    if (alert.rule === 'response' && !isTheirs)
      world.broken(`${name}: ${describe(alert)} rang for somebody who is not signed in`)
    const endedAt = over.get(key)
    if (endedAt !== undefined && world.now() - Math.max(endedAt, steadySince) > SLACK_MS)
      world.broken(
        `${name}: ${describe(alert)} rang ${Math.round((world.now() - endedAt) / 1000)} s after it was over`,
      )
  }

  function rang(alerts: readonly Alert[], isKept: boolean): void {
    look()
    // With a clock that may be years off nothing can be said of what is due, or how long ago it rang.
    if (!isClockKnown()) for (const key of counts.keys()) mayRepeat.add(key)
    for (const alert of alerts) {
      const key = `${signedIn()} ${alertKey(alert)}`
      world.log(`${name} rings ${describe(alert)}`)
      world.happened('bell rang')
      rings.set(clockOf(alert), [...(rings.get(clockOf(alert)) ?? []), world.now()])
      checkTold(alert, alertKey(alert))
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      if (!isClockKnown()) rangBlindly.add(clockOf(alert))
      if (count > 1 && !mayRepeat.has(key)) world.broken(`${name}: ${describe(alert)} rang ${count} times`)
      if (!isKept || !isClockKnown()) mayRepeat.add(key)
    }
  }

  function lookAgain(): void {
    world.at(LOOK_MS, () => {
      look()
      lookAgain()
    })
  }
  if (isOn) lookAgain()
  return { rang, history: () => ({ counts, mayRepeat, rangBlindly }) }
}

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id))

const describe = ({ ticketNumber, rule, leadMinutes }: Alert): string =>
  `#${ticketNumber} ${rule} ${leadMinutes}`
