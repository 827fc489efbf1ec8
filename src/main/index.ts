import { app, Menu, nativeTheme, session as sessions } from 'electron'
import type { BrowserWindow } from 'electron'
import { join } from 'node:path'
import type { Alert, Destination } from '../shared/ipc/channels'
import { startAlarmClock } from './alerts/alarm-clock'
import type { AlarmClock } from './alerts/alarm-clock'
import { alertFiles } from './alerts/alert-files'
import { createAlerts } from './alerts/alerts'
import { createBackend } from './backend/backend'
import { deepLinkAmong, deepLinkScheme, parseDeepLink } from './deep-link'
import { readDevice } from './device'
import { readEnvironment } from './environment'
import { notify } from './ipc/notify'
import { journalFile } from './journal/journal-file'
import { openJournal } from './journal/journal'
import { resolveLanguage } from './language'
import type { Language } from './language'
import { startLog } from './log'
import { menuTemplate } from './menu/template'
import { openTray } from './menu/tray'
import type { TrayFigures } from './menu/tray'
import { places, resource } from './places'
import { setBadge, showNotification } from './platform'
import { openPreferences } from './preferences/store'
import { registerAppScheme } from './protocol/scheme'
import { serveApp } from './protocol/serve'
import { answerRequests } from './requests'
import { denyNavigation, denyPermissions } from './security/guards'
import { createSession } from './session/session'
import { focusWindow, openMainWindow } from './window/main-window'

const environment = readEnvironment()
if (environment.userData) app.setPath('userData', environment.userData)
startLog()
// Root has no sandbox, and says so with --no-sandbox: enabling it then would keep every child process from starting.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppScheme()
denyNavigation()

/** Where the app was sent while no page could hear it. */
let destination: Destination | null = deepLinkAmong(process.argv)
let mainWindow: BrowserWindow | null = null
let pageListens = false

const go = (to: Destination | null): void => {
  if (to !== null) {
    if (pageListens) notify('open', to)
    else destination = to
  }
  if (mainWindow) focusWindow(mainWindow)
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, args) => go(deepLinkAmong(args)))
  app.on('open-url', (event, url) => {
    event.preventDefault()
    go(parseDeepLink(url))
  })
  void app.whenReady().then(start)
} else {
  app.quit()
}

function start(): void {
  const userData = app.getPath('userData')
  const session = sessions.defaultSession
  let alarmClock: AlarmClock | null = null
  const preferences = openPreferences(userData, () => {
    apply()
    alarmClock?.ring()
  })
  const language = (): Language => resolveLanguage(preferences.get().language, app.getLocale())
  const tray = openTray({
    icon: resource,
    open: (view) => go(view === 'window' ? null : { view: 'queue', name: view }),
    quit: () => app.quit(),
  })
  let figures: TrayFigures = { atRisk: 0, tooltip: '' }
  const showFigures = (): void => {
    tray.show(figures, language())
    setBadge(figures.atRisk, mainWindow, figures.tooltip)
  }
  /** What follows the preferences: theme, menus, the tray's words. */
  const apply = (): void => {
    nativeTheme.themeSource = preferences.get().theme
    const run = (id: string): void => notify('command', { id })
    const options = {
      language: language(),
      mac: process.platform === 'darwin',
      developer: !app.isPackaged,
      run,
    }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)))
    showFigures()
  }
  apply()

  const backend = createBackend({
    entry: places.backend,
    orders: {
      dataDir: join(userData, 'backend'),
      demo: true,
      ...(environment.demoTickets ? { tickets: environment.demoTickets } : {}),
    },
    changed: (state) => notify('backend', state),
    ready: (fresh) => keeper.backendReady(fresh),
  })
  const keeper = createSession({
    folder: userData,
    backend,
    language,
    changed: (now) => {
      if (now === null) alerts.clear()
      notify('session', now)
    },
  })
  const alerts = createAlerts({
    files: alertFiles(userData),
    language,
    outsideOfficeHours: () => preferences.get().alertOutsideOfficeHours,
    show: (text, due) =>
      showNotification({ ...text, critical: due.some((alert) => alert.leadMinutes === 0) }, () =>
        go(viewOf(due)),
      ),
    shown: (alert) => notify('alertShown', alert),
    now: Date.now,
  })

  denyPermissions(session)
  serveApp(session, {
    root: places.page,
    viteUrl: environment.rendererUrl,
    api: { access: keeper.access, refused: keeper.refused },
  })
  answerRequests({
    device: readDevice(userData),
    preferences,
    session: keeper,
    backend,
    journal: openJournal(journalFile(join(userData, 'journal', 'outbox.journal'))),
    alerts,
    lookAtAlerts: () => alarmClock?.ring(),
    language,
    window: () => mainWindow,
    figures: (next) => {
      figures = next
      showFigures()
    },
    takeDestination: () => {
      pageListens = true
      const to = destination
      destination = null
      return to
    },
  })

  if (app.isPackaged) app.setAsDefaultProtocolClient(deepLinkScheme)
  mainWindow = openMainWindow({ userData, preload: places.preload, icon: resource('icon.png'), language })
  mainWindow.on('closed', () => {
    mainWindow = null
  })
  mainWindow.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) pageListens = false
  })
  // Nothing that takes time or may ask a question comes before the window.
  mainWindow.once('show', () => {
    alarmClock = startAlarmClock(alerts.check, () => notify('wake', {}))
    void keeper.open()
    if (process.argv.includes('--demo') && keeper.view() === null) void keeper.openDemo()
  })

  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => {
    alarmClock?.stop()
    backend.stop()
  })
}

/** Where a click on a notification leads: to its ticket, or to the list when it stands for several. */
function viewOf(alerts: readonly Alert[]): Destination {
  const [first, ...others] = alerts
  if (first === undefined || others.length > 0) return { view: 'queue', name: 'at-risk' }
  return { view: 'ticket', ticketId: first.ticketId }
}
