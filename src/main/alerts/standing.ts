import { alertSubject } from '../../shared/alerts/alert'
import type { Alert } from '../../shared/alerts/alert'

/** A notification on the screen, or in the system's list of them. */
export interface ShownNotification {
  /** Takes it away; harmless when it is gone. */
  readonly close: () => void
}

interface Standing extends ShownNotification {
  readonly alerts: readonly Alert[]
}

/** More than these on a screen nobody reads; older ones stay until the person or the system takes them away. */
const mostStanding = 50

/** The notifications that were shown, so that each goes away with its reason. */
export interface StandingNotifications {
  /** Takes the place of those that stand for nothing else than the same moments. */
  readonly add: (alerts: readonly Alert[], shown: ShownNotification) => void
  /** Takes away those of which no alert has a reason any more: nothing about its moment is planned. */
  readonly keepOnly: (planned: readonly Alert[]) => void
  readonly closeAll: () => void
}

export function createStanding(): StandingNotifications {
  let standing: readonly Standing[] = []

  /** Closes those whose alerts are all without a reason, by subject. */
  const closeWhere = (isGone: (subject: string) => boolean): void => {
    const gone = standing.filter(({ alerts }) => alerts.every((alert) => isGone(alertSubject(alert))))
    standing = standing.filter((each) => !gone.includes(each))
    for (const { close } of gone) close()
  }

  return {
    add: (alerts, { close }) => {
      const subjects = new Set(alerts.map(alertSubject))
      closeWhere((subject) => subjects.has(subject))
      standing = [...standing, { alerts, close }].slice(-mostStanding)
    },
    keepOnly: (planned) => {
      const subjects = new Set(planned.map(alertSubject))
      closeWhere((subject) => !subjects.has(subject))
    },
    closeAll: () => closeWhere(() => true),
  }
}
