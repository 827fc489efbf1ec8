import type { RequestArgs } from '../../shared/ipc/channels'
import type { ServerClock } from '../clock/server-clock'
import type { Alerting } from './alerting'

/** What main answers when a page tells it what to ring, or asks what has rung. */
export function alertRequests({ alerts, look }: Alerting, serverClock: ServerClock) {
  return {
    async 'alerts.plan'(plan: RequestArgs<'alerts.plan'>) {
      if (plan.clockOffsetMs !== undefined) serverClock.learn(plan.clockOffsetMs)
      const kept = alerts.plan(plan)
      look()
      await kept
      return {}
    },
    'clock.look'() {
      look()
      return {}
    },
    'alerts.history': () => ({ alerts: [...alerts.history()] }),
    'alerts.markSeen'() {
      alerts.markSeen()
      return {}
    },
  }
}
