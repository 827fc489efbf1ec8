import { app, Menu, net, session as sessions, utilityProcess } from 'electron'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { appId } from './app-id'
import type { Alerting } from './alerts/alerting'
import { startAlertingInApp } from './alerts/alerting-in-app'
import { atRiskText } from './alerts/at-risk-text'
import { createBackend } from './backend/backend'
import { openServerClock, readClocks } from './clock/server-clock'
import { deepLinkAmong, deepLinkScheme, parseDeepLink } from './deep-link'
import { createDesktop } from './desktop'
import { readDevice } from './device'
import { readEnvironment } from './environment'
import { notify, notifyOne } from './ipc/notify'
import { openJournal } from './journal/journal'
import { journalFile } from './journal/journal-file'
import { resolveLanguage } from './language'
import type { Language } from './language'
import { log, startLog } from './log'
import { offerContextMenus } from './menu/context-menu'
import { personOf } from './person'
import { places, resource } from './places'
import { canKeepSecrets, machineDigest, seal, showNotification, unseal } from './platform'
import { openPreferences } from './preferences/store'
import { registerAppScheme } from './protocol/scheme'
import { serveApp } from './protocol/serve'
import { createFaultLog } from './fault-log'
import { folderAt } from './files/folder'
import { makeFoldersPrivate } from './files/private-folders'
import { answerRequests } from './requests'
import { createStartAtLogin, followSystemSettings } from './start-at-login'
import { denyNavigation, denyPermissions, fetchNoDictionaries } from './security/guards'
import { askNewServer } from './session/ask-new-server'
import { createKnownServers } from './session/known-servers'
import { createSession } from './session/session'
import { proxyWantsSignIn } from './session/proxy-sign-in'
import { createServerCalls } from './session/sign-in'
import { createSignOuts } from './session/sign-outs'
import { tellWhoWorksHere } from './session/who-works-here'
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
// Or Electron makes a menu of its own at a start, which ours replaces at once.
Menu.setApplicationMenu(null)
denyNavigation()

const userData = app.getPath('userData')
const closed = makeFoldersPrivate(
  [userData, join(userData, 'logs'), join(userData, 'journal')],
  (path, error) => log.warn(`${path} could not be closed to other users`, error),
)
if (closed.length > 0) log.warn(`was open to other users of this machine, closed: ${closed.join(', ')}`)
let alerting: Alerting | null = null
const startAtLogin = createStartAtLogin()
const preferences = openPreferences({
  folder: userData,
  note: log.warn,
  changed: (now, before) => {
    if (now.startAtLogin !== before.startAtLogin) startAtLogin.set(now.startAtLogin === 'on')
    desktop?.follow()
    showAtRisk()
    alerting?.look()
    notify('preferences', now)
  },
})
const language = (): Language => resolveLanguage(preferences.get().language, app.getLocale())
const windows = createWindows({
  make: (beside) =>
    openMainWindow({ userData, preload: places.preload, icon: resource('icon.png'), language, beside }),
  shown: () => desktop?.restoreBadge(),
  tell: notifyOne,
  isReady: () => app.isReady(),
  quit: () => app.quit(),
  stay: createStay({
    folder: userData,
    wanted: () => preferences.get().stayWhenClosed,
    language,
    tell: (text) =>
      void showNotification(
        { ...text, critical: false },
        () => windows.go(null),
        () => undefined,
      ),
    onQuit: (quits) => app.on('before-quit', quits),
    note: log.warn,
  }),
})
let desktop: ReturnType<typeof createDesktop> | null = null
let atRisk = 0
const showAtRisk = (): void => desktop?.show({ atRisk, tooltip: `Tijdig: ${atRiskText(atRisk, language())}` })
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
    fork: () => utilityProcess.fork(places.backend, [], { serviceName: 'Tijdig backend', stdio: 'pipe' }),
    orders: {
      dataDir: join(userData, 'backend'),
      demo: true,
      ...(environment.demoTickets ? { tickets: environment.demoTickets } : {}),
    },
    changed: (state) => notify('backend', state),
    ready: (fresh) => session.backendReady(fresh),
    log,
  })
  const note = (message: string, reason?: unknown): void => log.warn(message, reason ?? '')
  // The machine is asked its name while the rest is made.
  const device = readDevice(userData, machineDigest(), note)
  const keyring = { canKeepSecrets, seal, unseal }
  const servers = createServerCalls({
    fetch: (url, init) => net.fetch(url, init),
    proxyWantsSignIn,
    deviceId: async () => (await device).deviceId,
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
    changed: (now) =>
      tellWhoWorksHere(now, { alerting, preferences, tellPages: (who) => notify('session', who) }),
  })
  preferences.changePerson(personOf(session.view()))
  denyPermissions(sessions.defaultSession)
  fetchNoDictionaries(sessions.defaultSession)
  serveApp(sessions.defaultSession, {
    root: places.page,
    viteUrl: environment.rendererUrl,
    api: session,
  })
  // The page's process starts while the rest is made: what the page asks waits until this function has ended.
  const window = windows.open()

  const serverClock = openServerClock({ folder: folderAt(userData), read: readClocks, note })
  alerting = startAlertingInApp(
    {
      folder: userData,
      preferences,
      language,
      windows,
      serverClock,
      api: session,
      atRisk: (count) => {
        atRisk = count
        showAtRisk()
      },
    },
    session.view(),
  )
  answerRequests({
    device,
    canStartAtLogin: startAtLogin.isAvailable,
    preferences,
    session,
    backend,
    journal: openJournal(journalFile(join(userData, 'journal', 'outbox.journal'))),
    alerting,
    serverClock,
    language,
    pageStarted: windows.pageStarted,
    pageSaved: windows.pageSaved,
    pageReady: (page) => {
      void session.open()
      windows.pageReady(page)
    },
    fault: createFaultLog({ write: (line) => log.error(line), now: () => performance.now() }),
  })
  if (app.isPackaged) app.setAsDefaultProtocolClient(deepLinkScheme)
  followSystemSettings(startAtLogin, preferences)

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
    alerting?.stop()
    backend.stop()
  })
}

/** The cached queue is drawn first: the backend in the app and the keyring wait for it, but no longer than this (ms). */
const openSessionAfterMs = 1500
