import type { SignedIn } from '../../shared/ipc/channels'
import { after } from '../after'
import type { ServerClock } from '../clock/server-clock'
import { folderAt } from '../files/folder'
import { notify } from '../ipc/notify'
import type { Language } from '../language'
import { log } from '../log'
import { personOf } from '../person'
import { idleMs, onWake, showNotification } from '../platform'
import type { PreferenceStore } from '../preferences/store'
import type { ApiPort } from '../protocol/api-proxy'
import type { Windows } from '../window/windows'
import { viewOfAlerts } from './alert-text'
import { startAlerting } from './alerting'
import type { Alerting } from './alerting'
import { askDesk } from './ask-desk'

/** Ms since some moment. Node reads in the whole of `perf_hooks` for `performance`: not at a start. */
const steady = (): number => Number(process.hrtime.bigint()) / 1e6

export interface InApp {
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

/** Alerts as the app shows them: by the system's notifications, in all its windows. */
export function startAlertingInApp(
  { folder, preferences, language, windows, serverClock, api, atRisk }: InApp,
  signedIn: SignedIn | null,
): Alerting {
  return startAlerting(
    {
      folder: folderAt(folder),
      preferences: preferences.get,
      language,
      serverClock,
      askDesk: (report) => askDesk(api, report),
      show: (text, alerts) =>
        showNotification(
          text,
          () => windows.go(viewOfAlerts(alerts)),
          // The list in the app has it; the window asks for attention in the way that every desktop knows.
          () => windows.current()?.flashFrame(true),
        ),
      shown: (alert) => notify('alertShown', alert),
      desksChanged: (desks) => notify('desks', desks),
      woke: (clockOffsetMs) => notify('wake', { clockOffsetMs }),
      atRisk,
      idleMs,
      onWake,
      wall: () => Date.now(),
      steady,
      after,
      note: { warn: log.warn, error: log.error },
    },
    personOf(signedIn),
  )
}
