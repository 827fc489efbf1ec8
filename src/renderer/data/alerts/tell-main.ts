import { absentSince, standInRulesOf } from '../../../shared/alerts/absence'
import type { Desks } from '../../../shared/alerts/absence'
import { planAlerts } from '../../../shared/alerts/plan'
import type { Listener, Owner } from '../../../shared/alerts/plan'
import { alertPlanVersion } from '../../../shared/alerts/plan-version'
import type { Person, RequestArgs } from '../../../shared/ipc/channels'
import type { Preferences } from '../../../shared/ipc/preferences'
import type { OfficeCalendar } from '../../../shared/sla/calendar'
import type { ReferenceData } from '../../../shared/sync/engine/ports'
import { defaultStandInRules } from '../../../shared/tickets/people'
import type { Agent } from '../../../shared/tickets/people'
import { instant } from '../../../shared/tickets/values'
import type { HostCalls } from '../protocol'
import type { QueueModel } from '../queue/queue-model'
import { viewTests } from '../queue/views'

const HORIZON_MS = 60 * 86_400_000
const DAY_MS = 86_400_000
const MOST_AT_RISK = 20_000

interface Situation {
  readonly preferences: Preferences
  /** Null while it is not known. */
  readonly desks: Desks | null
  readonly reference: ReferenceData | null
  readonly calendar: OfficeCalendar
  readonly now: number
  /** Null until the server showed it: main knows what it was told before. */
  readonly clockOffsetMs: number | null
}

/** Tells main what to ring and when its figure grows, whenever that is something else than it was told before. */
export function createAlertTeller(host: HostCalls, owner: Person) {
  let told = ''

  return async function tell(model: QueueModel, situation: Situation): Promise<void> {
    const { calendar, now, clockOffsetMs } = situation
    const openIntervals = calendar
      .intervalsBetween(startOfDay(now), startOfDay(now) + HORIZON_MS)
      .map(({ open, close }): [number, number] => [open, close])
    const plan: RequestArgs<'alerts.plan'> = {
      owner,
      version: alertPlanVersion,
      alerts: [...planAlerts(model.entries(), planSituation(owner.agentId, situation))],
      riskAt: riskMoments(model, owner.agentId),
      openIntervals,
      ...(clockOffsetMs === null ? {} : { clockOffsetMs: Math.round(clockOffsetMs / 1000) * 1000 }),
      timeZone: calendar.timeZone,
    }
    const text = JSON.stringify(plan)
    if (text === told) return
    await host('alerts.plan', plan)
    told = text
  }
}

/** Who is not there, and since when: a plan that was made with the same holds on. */
export function absencesAt(now: number, desks: Desks | null, agents: readonly Agent[]): string {
  return agents.map((agent) => absentSince(agent, desks, now) ?? '').join()
}

function planSituation(agentId: string, { preferences, desks, reference, calendar, now }: Situation) {
  const agents = new Map(reference?.agents.map((agent) => [agent.id, agent]))
  const customers = new Map(reference?.customers.map(({ id, name }) => [id, name]))
  const me = agents.get(agentId)
  const listener: Listener = { agentId, teamId: me?.teamId ?? null, role: me?.role ?? 'agent', preferences }
  return {
    listener,
    calendar,
    now,
    customerName: (id: string | null): string => customers.get(id ?? '') ?? '',
    owner: (id: string): Owner | null => {
      const agent = agents.get(id)
      if (!agent) return null
      const { name, teamId, standInId = null } = agent
      return { name, teamId, standInId, absentSince: absentSince(agent, desks, now) }
    },
    standIns: reference ? standInRulesOf(reference.office) : defaultStandInRules,
  }
}

// From midnight on, so that the intervals change once a day and not with each look.
const startOfDay = (now: number): number => Math.floor(now / DAY_MS) * DAY_MS

/** From when each of the person's own tickets is at risk: main counts those that have passed, also when no page lives. */
function riskMoments(model: QueueModel, agentId: string): number[] {
  const viewer = { agentId, teamId: null }
  const moments: number[] = []
  for (const entry of model.entries())
    if (viewTests.mine(entry, viewer) && instant.safeParse(entry.riskAt).success) moments.push(entry.riskAt)
  return moments.sort((a, b) => a - b).slice(0, MOST_AT_RISK)
}
