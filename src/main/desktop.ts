import { app, Menu, nativeTheme } from 'electron'
import type { Language } from './language'
import { menuTemplate } from './menu/template'
import { openTray } from './menu/tray'
import type { TrayFigures } from './menu/tray'
import { resource } from './places'
import { setBadge } from './platform'
import type { PreferenceStore } from './preferences/store'
import type { Windows } from './window/windows'

export interface Desktop {
  /** Theme, menus and the tray's words, as the preferences are now. */
  readonly follow: () => void
  readonly show: (figures: TrayFigures) => void
  /** Draws the badge once more: a window that was hidden has a new button on the taskbar of Windows. */
  readonly restoreBadge: () => void
}

/** What the app has on the desktop around its windows: menu, tray, badge and theme. */
export function createDesktop(
  preferences: PreferenceStore,
  windows: Windows,
  language: () => Language,
): Desktop {
  let figures: TrayFigures = { atRisk: 0, tooltip: '' }
  const tray = openTray({
    icon: resource,
    open: (view) => windows.go(view === 'window' ? null : { view: 'queue', name: view }),
    quit: () => app.quit(),
  })
  const show = (next: TrayFigures): void => {
    figures = next
    tray.show(figures, language())
    setBadge(figures.atRisk, windows.current(), figures.tooltip)
  }
  return {
    show,
    restoreBadge: () => setBadge(figures.atRisk, windows.current(), figures.tooltip),
    follow: () => {
      nativeTheme.themeSource = preferences.get().theme
      const template = menuTemplate({
        language: language(),
        mac: process.platform === 'darwin',
        developer: !app.isPackaged,
        run: windows.run,
        openWindow: () => void windows.open(),
      })
      Menu.setApplicationMenu(Menu.buildFromTemplate(template))
      show(figures)
    },
  }
}
