import { app, BrowserWindow } from 'electron'
import type { WebContents } from 'electron'
import type { Fault } from '../shared/ipc/channels'
import { alertRequests } from './alerts/alert-requests'
import type { Alerting } from './alerts/alerting'
import type { Backend } from './backend/backend'
import type { ServerClock } from './clock/server-clock'
import type { Device } from './device'
import { askWhereToSave } from './files/ask-where-to-save'
import { markAsForeign } from './files/mark-as-foreign'
import { saveFile } from './files/save-file'
import { handle } from './ipc/handle'
import type { Journal } from './journal/journal'
import { journalRequests } from './journal/journal-requests'
import type { Language } from './language'
import { log } from './log'
import type { PreferenceStore } from './preferences/store'
import { readyLine } from './ready-line'
import { openExternal } from './security/external'
import type { SessionKeeper } from './session/session'
import type { Windows } from './window/windows'

export interface RequestPorts {
  readonly device: Promise<Device>
  /** Whether the app can be started with the person's session of the system. */
  readonly canStartAtLogin: boolean
  readonly preferences: PreferenceStore
  readonly session: SessionKeeper
  readonly backend: Backend
  readonly journal: Journal
  readonly alerting: Alerting
  readonly serverClock: ServerClock
  readonly language: () => Language
  /** The page can hear from now on; where it was sent before. */
  readonly pageStarted: Windows['pageStarted']
  readonly pageSaved: Windows['pageSaved']
  /** Something failed in a page. */
  readonly fault: (fault: Fault) => void
  /** The queue can be used: what waited for it may go on. */
  readonly pageReady: (page: WebContents) => void
}

/** Answers everything that the page may ask. */
export function answerRequests(ports: RequestPorts): void {
  let saidReady = false
  const { device, preferences, session, backend, journal, alerting, serverClock, language } = ports

  const deviceShown = async (): Promise<{ deviceId: string; profileCopied: boolean }> => {
    const { deviceId, copied } = await device
    return { deviceId, profileCopied: copied }
  }

  handle('app.who', async () => {
    const signedIn = session.view()
    return {
      workspaceId: signedIn?.workspaceId ?? null,
      agentId: signedIn?.agent.id ?? null,
      deviceId: (await device).deviceId,
      preferences: preferences.get(),
      clockOffsetMs: serverClock.offset(),
      clockIsCertain: serverClock.isCertain(),
      desks: alerting.desks(),
    }
  })
  handle('app.start', async (_args, page) => ({
    ...(await deviceShown()),
    version: app.getVersion(),
    platform: process.platform,
    preferences: preferences.get(),
    signedIn: session.view(),
    backend: backend.state(),
    destination: ports.pageStarted(page),
    clockOffsetMs: serverClock.offset(),
    canStartAtLogin: ports.canStartAtLogin,
  }))
  handle('app.ready', (figures, page) => {
    if (!saidReady)
      process.stdout.write(`${readyLine(figures, process.getCreationTime() ?? Date.now(), Date.now())}\n`)
    saidReady = true
    ports.pageReady(page)
    const window = BrowserWindow.fromWebContents(page)
    if (window && !window.isVisible()) window.show()
    return {}
  })
  handle('app.saved', (_args, page) => {
    ports.pageSaved(page)
    return {}
  })
  handle('app.fault', (fault) => {
    ports.fault(fault)
    return {}
  })
  handle('app.openExternal', async ({ url }) =>
    (await openExternal(url))
      ? { ok: true, value: {} }
      : { ok: false, code: 'address-refused', message: refusedAddress[language()] },
  )

  handle('file.save', (file, page) =>
    saveFile(file, {
      askWhere: (name) => askWhereToSave(name, BrowserWindow.fromWebContents(page), language()),
      markAsForeign,
      language: language(),
      note: log.warn,
    }),
  )

  handle('pictures.fetch', async ({ urls }) => {
    // Node's https and all that it needs: loaded on the first click, not at each start.
    const { fetchPublicPictures } = await import('./pictures/fetch-public-pictures')
    return { pictures: await fetchPublicPictures(urls) }
  })

  handle('session.signIn', ({ server, ...as }) => session.signIn(server, as))
  handle('session.forgotPassword', async ({ server, email }) => {
    const refused = await session.forgotPassword(server, email)
    return refused ?? { ok: true, value: {} }
  })
  handle('session.openDemo', () => session.openDemo())
  handle('session.signOut', () => {
    session.signOut()
    return {}
  })
  handle('preferences.set', (change) => preferences.set(change))

  const answers = journalRequests(journal, { language, failed: log.error })
  handle('journal.append', answers['journal.append'])
  handle('journal.read', answers['journal.read'])
  handle('journal.forget', answers['journal.forget'])

  const alertAnswers = alertRequests(alerting, serverClock)
  handle('alerts.plan', alertAnswers['alerts.plan'])
  handle('clock.look', alertAnswers['clock.look'])
  handle('alerts.history', alertAnswers['alerts.history'])
  handle('alerts.markSeen', alertAnswers['alerts.markSeen'])
}

const refusedAddress = {
  en: 'Tijdig opens only https addresses and e-mail addresses.',
  nl: 'Tijdig opent alleen https-adressen en e-mailadressen.',
} as const
