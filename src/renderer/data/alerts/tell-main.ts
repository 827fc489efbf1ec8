import type { RequestArgs } from '../../../shared/ipc/channels'
import type { Preferences } from '../../../shared/ipc/preferences'
import type { HostCalls } from '../protocol'
import type { QueueModel } from '../queue/queue-model'
import { viewTests } from '../queue/views'
import { planAlerts } from './plan'

const HORIZON_MS = 60 * 86_400_000
const DAY_MS = 86_400_000

type Situation = Omit<Parameters<typeof planAlerts>[1], 'preferences'>

/** Tells main what to ring and what figure to show, when that is something else than it was told before. */
export function createAlertTeller(host: HostCalls) {
  let toldPlan = ''
  let toldBadge = ''

  return async function tell(
    model: QueueModel,
    preferences: Preferences,
    /** The offset is null until the server showed it: main knows what it was told before. */
    situation: Situation & { readonly clockOffsetMs: number | null },
  ): Promise<void> {
    const { calendar, now, viewer, clockOffsetMs } = situation
    const alerts = planAlerts(model.entries(), { ...situation, preferences })
    const openIntervals = calendar
      .intervalsBetween(startOfDay(now), startOfDay(now) + HORIZON_MS)
      .map(({ open, close }): [number, number] => [open, close])
    const plan: RequestArgs<'alerts.plan'> = {
      alerts: [...alerts],
      openIntervals,
      ...(clockOffsetMs === null ? {} : { clockOffsetMs: Math.round(clockOffsetMs / 1000) * 1000 }),
      timeZone: calendar.timeZone,
    }
    const planText = JSON.stringify(plan)
    if (planText !== toldPlan) {
      await host('alerts.plan', plan)
      toldPlan = planText
    }
    const atRisk = countUrgent(model, viewer, now)
    const badge = { atRisk, tooltip: tooltipOf(atRisk, preferences.language) }
    const badgeText = JSON.stringify(badge)
    if (badgeText === toldBadge) return
    await host('badge.set', badge)
    toldBadge = badgeText
  }
}

// From midnight on, so that the intervals change once a day and not with each look.
const startOfDay = (now: number): number => Math.floor(now / DAY_MS) * DAY_MS

function countUrgent(model: QueueModel, viewer: Situation['viewer'], now: number): number {
  let count = 0
  for (const entry of model.entries()) if (viewTests.mine(entry, viewer) && entry.riskAt <= now) count++
  return count
}

function tooltipOf(atRisk: number, language: Preferences['language']): string {
  const dutch = language === 'nl' || (language === 'system' && /^nl\b/i.test(navigator.language))
  if (dutch) return atRisk === 1 ? 'Tijdig: 1 ticket dringt' : `Tijdig: ${atRisk} tickets dringen`
  return atRisk === 1 ? 'Tijdig: 1 ticket is urgent' : `Tijdig: ${atRisk} tickets are urgent`
}
