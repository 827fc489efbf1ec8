import { isDeepStrictEqual } from 'node:util'
import type { Alert } from '../../shared/alerts/alert'
import type { Person, ShownAlert, Who } from '../../shared/ipc/channels'
import type { Preferences } from '../../shared/ipc/preferences'
import type { DeskAnswer, DeskReport } from '../../shared/sync/wire'
import type { After } from '../after'
import type { ServerClock } from '../clock/server-clock'
import type { Folder } from '../files/folder'
import type { Language } from '../language'
import { startAlarmClock } from './alarm-clock'
import { alertFiles } from './alert-files'
import type { Notes } from './alert-files'
import type { AlertText } from './alert-text'
import { createAlerts } from './alerts'
import type { Alerts } from './alerts'
import { startDeskLine } from './desk-line'
import type { ShownNotification } from './standing'

/** All that the alerts of this machine ask of the world. The app and the simulator give different ones. */
export interface AlertingPorts {
  /** The profile's folder. */
  readonly folder: Folder
  readonly preferences: () => Pick<Preferences, 'alertOutsideOfficeHours' | 'alertScope'>
  readonly language: () => Language
  readonly serverClock: ServerClock
  /** Tells the signed-in server of this desk; null when nobody is signed in, or no answer came. */
  readonly askDesk: (report: DeskReport) => Promise<DeskAnswer | null>
  /** Shows one notification. `alerts` are those it stands for. */
  readonly show: (text: AlertText & { critical: boolean }, alerts: readonly Alert[]) => ShownNotification
  /** An alert was shown. */
  readonly shown: (alert: ShownAlert) => void
  /** Who is at a desk has changed; null while it is not known. */
  readonly desksChanged: (desks: Who['desks']) => void
  /** The machine woke, or its clock was set. */
  readonly woke: (clockOffsetMs: number) => void
  /** How many of the person's tickets are at risk or missed. */
  readonly atRisk: (count: number) => void
  /** How long ago the person last used this machine, ms; null where its system does not say. */
  readonly idleMs: () => number | null
  /** Calls back when the machine wakes or is unlocked; answers how to stop that. */
  readonly onWake: (woke: () => void) => () => void
  /** Wall clock, UTC ms; may be set at any time. */
  readonly wall: () => number
  /** Ms since some moment; never set. */
  readonly steady: () => number
  readonly after: After
  readonly note: Notes
}

/** All that warns the person who works here, and its life: it begins with their sign-in and ends with it. */
export interface Alerting {
  readonly alerts: Alerts
  /** Looks now: the plan, the clock or a preference changed. */
  readonly look: () => void
  /** Who is at a desk, as the server told last; null while it is not known. */
  readonly desks: () => Who['desks']
  /** Somebody signed in or out (null), or the sign-in became good or bad. */
  readonly sessionChanged: (now: Person | null) => void
  readonly stop: () => void
}

export function startAlerting(ports: AlertingPorts, signedIn: Person | null): Alerting {
  const { preferences, serverClock, wall, steady, after } = ports
  let person = signedIn
  let desks: Who['desks'] = null

  const deskLine = startDeskLine({
    ask: ports.askDesk,
    idleMs: ports.idleMs,
    steady,
    after,
    heard: (answer) => {
      alerts.rungElsewhere(answer?.rung ?? [])
      desks = answer && { at: answer.at, until: answer.until }
      ports.desksChanged(desks)
    },
  })
  const alerts = createAlerts(
    {
      files: alertFiles(ports.folder, ports.note),
      language: ports.language,
      outsideOfficeHours: () => preferences().alertOutsideOfficeHours,
      isSilent: () => preferences().alertScope === 'none',
      show: (text, due) =>
        ports.show({ ...text, critical: due.some((alert) => alert.leadMinutes === 0) }, due),
      shown: ports.shown,
      holdMs: deskLine.holdMs,
      rang: deskLine.rang,
      atRisk: ports.atRisk,
      now: wall,
      clockOffset: serverClock.offset,
    },
    person,
  )
  const alarmClock = startAlarmClock({
    check: alerts.check,
    failed: (error) => ports.note.error('alerts could not be looked at', error),
    jumped: () => {
      deskLine.tellNow()
      ports.woke(serverClock.offset())
    },
    wall,
    steady,
    after,
    onWake: ports.onWake,
  })

  return {
    alerts,
    look: alarmClock.ring,
    desks: () => desks,
    sessionChanged: (next) => {
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
