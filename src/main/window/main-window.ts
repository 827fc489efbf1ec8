import { app, BrowserWindow, dialog, nativeTheme } from 'electron'
import { log } from '../log'
import { pageUrl } from '../protocol/scheme'
import { minimumSize } from './bounds'
import { watchCrashes } from './crash'
import { keepWindowState, readWindowState } from './window-state'

export interface WindowOptions {
  readonly userData: string
  readonly preload: string
  readonly icon: string
  readonly language: () => 'nl' | 'en'
  /** Another window of the app that is open: the new one goes a little beside it. */
  readonly beside: BrowserWindow | null
}

/** The page's own background in each theme: the window shows it before the page has painted. */
export const backgroundColor = (): string => (nativeTheme.shouldUseDarkColors ? '#121315' : '#f4f4f2')

/** Makes the main window and loads the page. It is shown when there is something to see. */
export function openMainWindow({ userData, preload, icon, language, beside }: WindowOptions): BrowserWindow {
  const { bounds, maximised } = readWindowState(userData, beside?.getNormalBounds() ?? null)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Tijdig',
    icon,
    backgroundColor: backgroundColor(),
    autoHideMenuBar: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      backgroundThrottling: true,
    },
  })
  if (maximised && !beside) window.maximize()
  keepWindowState(window, userData)
  watchCrashes(window, {
    language,
    ask: async (question) => (await dialog.showMessageBox(window, question)).response,
    quit: () => app.quit(),
    log,
  })
  window.webContents.on('preload-error', (_event, _path, error) =>
    log.error('the script between page and main failed', error),
  )
  window.once('ready-to-show', () => window.show())
  window.on('page-title-updated', (event) => event.preventDefault())
  const follow = (): void => window.setBackgroundColor(backgroundColor())
  nativeTheme.on('updated', follow)
  window.on('closed', () => nativeTheme.off('updated', follow))
  window.loadURL(pageUrl).catch((error: unknown) => log.error('the page could not be loaded', error))
  return window
}
