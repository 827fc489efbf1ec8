import { app, session as sessions } from 'electron'
import { join } from 'node:path'
import type { SignedIn } from '../shared/ipc/channels'
import { appId } from './app-id'
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
import { canKeepSecrets, machineDigest, onWake, seal, showNotification, unseal } from './platform'
import { openPreferences } from './preferences/store'
import { registerAppScheme } from './protocol/scheme'
import { serveApp } from './protocol/serve'
import { makeFoldersPrivate } from './files/private-folders'
import { answerRequests } from './requests'
import { createStartAtLogin } from './start-at-login'
import { denyNavigation, denyPermissions } from './security/guards'
import { createSession } from './session/session'
import { askSignIn, tellSignOut } from './session/sign-in'
import { createSignOuts } from './session/sign-outs'
import { openMainWindow } from './window/main-window'
import { createStay } from './window/stay'
import { createWindows } from './window/windows'

// Before anything that the system could tie to another name.
if (process.platform === 'win32') app.setAppUserModelId(app.isPackaged ? appId : process.execPath)
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
const startAtLogin = createStartAtLogin()
const preferences = openPreferences(userData, (now, before) => {
  if (now.startAtLogin !== before.startAtLogin) startAtLogin.set(now.startAtLogin === 'on')
  desktop?.follow()
  alarmClock?.ring()
})
const language = (): Language => resolveLanguage(preferences.get().language, app.getLocale())
const windows = createWindows({
  make: (beside) =>
    openMainWindow({ userData, preload: places.preload, icon: resource('icon.png'), language, beside }),
  shown: () => desktop?.restoreBadge(),
  stay: createStay({
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
})
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
  const note = (message: string, reason?: unknown): void => log.warn(message, reason ?? '')
  // The machine is asked its name while the rest is made.
  const device = readDevice(userData, machineDigest(), note)
  const keyring = { canKeepSecrets, seal, unseal }
  const session = createSession({
    folder: userData,
    backend,
    keyring,
    servers: {
      askSignIn: async (url, as, spoken) => askSignIn((await device).deviceId, url, as, spoken),
    },
    signOuts: createSignOuts({
      folder: userData,
      keyring,
      tell: tellSignOut,
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
    canStartAtLogin: startAtLogin.isAvailable,
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
    pageReady: (page) => {
      void session.open()
      windows.pageReady(page)
    },
  })
  alarmClock = startAlarmClock({
    check: alerts.check,
    jumped: () => notify('wake', { clockOffsetMs: serverClock.offset() }),
    wall: () => Date.now(),
    steady: () => performance.now(),
    onWake,
  })
  if (app.isPackaged) app.setAsDefaultProtocolClient(deepLinkScheme)
  // Turned off in the system's own settings: the switch here says so.
  if (preferences.get().startAtLogin === 'on' && startAtLogin.isAvailable && !startAtLogin.isOn())
    preferences.set({ startAtLogin: 'off' })

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
