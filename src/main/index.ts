import { app, net, session as sessions } from 'electron'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { SignedIn } from '../shared/ipc/channels'
import { startAlarmClock } from './alerts/alarm-clock'
import type { AlarmClock } from './alerts/alarm-clock'
import { alertFiles } from './alerts/alert-files'
import { viewOfAlerts } from './alerts/alert-text'
import { createAlerts } from './alerts/alerts'
import { createBackend } from './backend/backend'
import { openServerClock } from './clock/server-clock'
import { deepLinkAmong, deepLinkScheme, parseDeepLink } from './deep-link'
import { createDesktop } from './desktop'
import { readDevice } from './device'
import { readEnvironment } from './environment'
import { notify } from './ipc/notify'
import { openJournal } from './journal/journal'
import { journalFile } from './journal/journal-file'
import { resolveLanguage } from './language'
import type { Language } from './language'
import { log, startLog } from './log'
import { offerContextMenus } from './menu/context-menu'
import { places, resource } from './places'
import { canKeepSecrets, onWake, seal, showNotification, unseal } from './platform'
import { openPreferences } from './preferences/store'
import { registerAppScheme } from './protocol/scheme'
import { serveApp } from './protocol/serve'
import { createFaultLog } from './fault-log'
import { makeFoldersPrivate } from './files/private-folders'
import { answerRequests } from './requests'
import { denyNavigation, denyPermissions, fetchNoDictionaries } from './security/guards'
import { askNewServer } from './session/ask-new-server'
import { createKnownServers } from './session/known-servers'
import { createSession } from './session/session'
import { proxyWantsSignIn } from './session/proxy-sign-in'
import { createServerCalls } from './session/sign-in'
import { createSignOuts } from './session/sign-outs'
import { openMainWindow } from './window/main-window'
import { createStay } from './window/stay'
import { createWindows } from './window/windows'

const environment = readEnvironment()
if (environment.userData) app.setPath('userData', environment.userData)
startLog()
// Root has no sandbox, and says so with --no-sandbox: enabling it then would keep every child process from starting.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppScheme()
denyNavigation()

const userData = app.getPath('userData')
const closed = makeFoldersPrivate(
  [userData, join(userData, 'logs'), join(userData, 'journal')],
  (path, error) => log.warn(`${path} could not be closed to other users`, error),
)
if (closed.length > 0) log.warn(`was open to other users of this machine, closed: ${closed.join(', ')}`)
let alarmClock: AlarmClock | null = null
const preferences = openPreferences(userData, () => {
  desktop?.follow()
  alarmClock?.ring()
})
const language = (): Language => resolveLanguage(preferences.get().language, app.getLocale())
const windows = createWindows(
  (beside) =>
    openMainWindow({ userData, preload: places.preload, icon: resource('icon.png'), language, beside }),
  createStay({
    folder: userData,
    wanted: () => preferences.get().stayWhenClosed,
    language,
    tell: (text) =>
      showNotification(
        { ...text, critical: false },
        () => windows.go(null),
        () => undefined,
      ),
  }),
)
let desktop: ReturnType<typeof createDesktop> | null = null
offerContextMenus(language)

if (app.requestSingleInstanceLock()) {
  windows.sendTo(deepLinkAmong(process.argv))
  app.on('second-instance', (_event, args) => windows.go(deepLinkAmong(args)))
  app.on('open-url', (event, url) => {
    event.preventDefault()
    windows.go(parseDeepLink(url))
  })
  void app.whenReady().then(start)
} else {
  app.quit()
}

function start(): void {
  desktop = createDesktop(preferences, windows, language)
  desktop.follow()

  const backend = createBackend({
    entry: places.backend,
    orders: {
      dataDir: join(userData, 'backend'),
      demo: true,
      ...(environment.demoTickets ? { tickets: environment.demoTickets } : {}),
    },
    changed: (state) => notify('backend', state),
    ready: (fresh) => session.backendReady(fresh),
  })
  let person: string | null = null
  const device = readDevice(userData)
  const keyring = { canKeepSecrets, seal, unseal }
  const note = (message: string, reason?: unknown): void => log.warn(message, reason ?? '')
  const servers = createServerCalls({
    fetch: (url, init) => net.fetch(url, init),
    proxyWantsSignIn,
    deviceId: device.deviceId,
    deviceName: hostname(),
  })
  const session = createSession({
    folder: userData,
    backend,
    keyring,
    servers,
    knownServers: createKnownServers({
      folder: userData,
      ask: (origin) => askNewServer(origin, windows.current(), language()),
      note,
    }),
    signOuts: createSignOuts({
      folder: userData,
      keyring,
      tell: servers.tellSignOut,
      later: (work, ms) => void setTimeout(work, ms),
      note,
    }),
    note,
    language,
    changed: (now) => {
      if (person !== null && person !== nameOf(now)) alerts.clear()
      person = nameOf(now)
      notify('session', now)
    },
  })
  person = nameOf(session.view())
  denyPermissions(sessions.defaultSession)
  fetchNoDictionaries(sessions.defaultSession)
  serveApp(sessions.defaultSession, {
    root: places.page,
    viteUrl: environment.rendererUrl,
    api: session,
  })
  // The page's process starts while the rest is made: what the page asks waits until this function has ended.
  const window = windows.open()

  const serverClock = openServerClock(userData)
  const alerts = createAlerts({
    files: alertFiles(userData),
    language,
    outsideOfficeHours: () => preferences.get().alertOutsideOfficeHours,
    show: (text, due) => {
      const critical = due.some((alert) => alert.leadMinutes === 0)
      showNotification(
        { ...text, critical },
        () => windows.go(viewOfAlerts(due)),
        // The list in the app has it; the window asks for attention in the way that every desktop knows.
        () => windows.current()?.flashFrame(true),
      )
    },
    shown: (alert) => notify('alertShown', alert),
    now: () => Date.now(),
    clockOffset: serverClock.offset,
  })
  answerRequests({
    device,
    preferences,
    session,
    backend,
    journal: openJournal(journalFile(join(userData, 'journal', 'outbox.journal'))),
    alerts,
    serverClock,
    lookAtAlerts: () => alarmClock?.ring(),
    language,
    figures: (figures) => desktop?.show(figures),
    pageStarted: windows.pageStarted,
    pageReady: () => void session.open(),
    fault: createFaultLog({ write: (line) => log.error(line), now: () => performance.now() }),
  })
  alarmClock = startAlarmClock({
    check: alerts.check,
    jumped: () => notify('wake', { clockOffsetMs: serverClock.offset() }),
    wall: () => Date.now(),
    steady: () => performance.now(),
    onWake,
  })
  if (app.isPackaged) app.setAsDefaultProtocolClient(deepLinkScheme)

  // What takes time or may ask a question comes after the window.
  window.once('show', () => {
    if (process.argv.includes('--demo') && session.view() === null) void session.openDemo()
    setTimeout(() => void session.open(), openSessionAfterMs)
  })
  app.on('activate', () => windows.go(null))
  app.on('window-all-closed', () => {
    // A Mac's app lives on without windows, and so do its alerts.
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', () => {
    alarmClock?.stop()
    backend.stop()
  })
}

/** The cached queue is drawn first: the backend in the app and the keyring wait for it, but no longer than this (ms). */
const openSessionAfterMs = 1500

/** Who is signed in, and where: another one must not see what rang for this one. */
const nameOf = (who: SignedIn | null): string | null => who && `${who.workspaceId} ${who.agent.id}`
