import { isDeepStrictEqual } from 'node:util'
import type { SignedIn, Who } from '../../shared/ipc/channels'
import type { ServerClock } from '../clock/server-clock'
import { notify } from '../ipc/notify'
import type { Language } from '../language'
import { log } from '../log'
import { personOf } from '../person'
import { idleMs, onWake, showNotification } from '../platform'
import type { PreferenceStore } from '../preferences/store'
import type { ApiPort } from '../protocol/api-proxy'
import type { Windows } from '../window/windows'
import { startAlarmClock } from './alarm-clock'
import { alertFiles } from './alert-files'
import { viewOfAlerts } from './alert-text'
import { createAlerts } from './alerts'
import type { Alerts } from './alerts'
import { askDesk } from './ask-desk'
import { startDeskLine } from './desk-line'

export interface AlertingPorts {
  /** The profile's folder. */
  readonly folder: string
  readonly preferences: PreferenceStore
  readonly language: () => Language
  readonly windows: Windows
  readonly serverClock: ServerClock
  /** Calls to the signed-in server. */
  readonly api: ApiPort
  /** How many of the person's tickets are at risk or missed. */
  readonly atRisk: (count: number) => void
}

/** All that warns the person who works here, and its life: it begins with their sign-in and ends with it. */
export interface Alerting {
  readonly alerts: Alerts
  /** Looks now: the plan, the clock or a preference changed. */
  readonly look: () => void
  /** Who is at a desk, as the server told last; null while it is not known. */
  readonly desks: () => Who['desks']
  /** Somebody signed in or out, or the sign-in became good or bad. */
  readonly sessionChanged: (now: SignedIn | null) => void
  readonly stop: () => void
}

export function startAlerting(ports: AlertingPorts, signedIn: SignedIn | null): Alerting {
  const { preferences, windows, serverClock } = ports
  let person = personOf(signedIn)
  let desks: Who['desks'] = null

  const deskLine = startDeskLine({
    ask: (report) => askDesk(ports.api, report),
    idleMs,
    steady: () => performance.now(),
    heard: (answer) => {
      alerts.rungElsewhere(answer?.rung ?? [])
      desks = answer && { at: answer.at, until: answer.until }
      notify('desks', desks)
    },
  })
  const alerts = createAlerts(
    {
      files: alertFiles(ports.folder, { warn: log.warn, error: log.error }),
      language: ports.language,
      outsideOfficeHours: () => preferences.get().alertOutsideOfficeHours,
      isSilent: () => preferences.get().alertScope === 'none',
      show: (text, due) =>
        showNotification(
          { ...text, critical: due.some((alert) => alert.leadMinutes === 0) },
          () => windows.go(viewOfAlerts(due)),
          // The list in the app has it; the window asks for attention in the way that every desktop knows.
          () => windows.current()?.flashFrame(true),
        ),
      shown: (alert) => notify('alertShown', alert),
      holdMs: deskLine.holdMs,
      rang: deskLine.rang,
      atRisk: ports.atRisk,
      now: () => Date.now(),
      clockOffset: serverClock.offset,
    },
    person,
  )
  const alarmClock = startAlarmClock({
    check: alerts.check,
    failed: (error) => log.error('alerts could not be looked at', error),
    jumped: () => {
      deskLine.tellNow()
      notify('wake', { clockOffsetMs: serverClock.offset() })
    },
    wall: () => Date.now(),
    steady: () => performance.now(),
    onWake,
  })

  return {
    alerts,
    look: alarmClock.ring,
    desks: () => desks,
    sessionChanged: (now) => {
      const next = personOf(now)
      if (isDeepStrictEqual(person, next)) {
        deskLine.tellNow()
        return
      }
      person = next
      desks = null
      alerts.changePerson(next)
      deskLine.changePerson()
    },
    stop: () => {
      alarmClock.stop()
      deskLine.stop()
    },
  }
}
