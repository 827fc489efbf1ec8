import { Menu, nativeImage, Tray } from 'electron'
import { atRiskText } from '../alerts/at-risk-text'
import type { Language } from '../language'
import { log } from '../log'
import { trayIcon } from './tray-icon'

export interface TrayFigures {
  readonly atRisk: number
  readonly tooltip: string
}

export interface AppTray {
  readonly show: (figures: TrayFigures, language: Language) => void
}

export interface TrayPorts {
  /** The path of an icon by its file name. */
  readonly icon: (name: string) => string
  readonly open: (view: 'window' | 'at-risk') => void
  readonly quit: () => void
}

const words = {
  nl: {
    open: 'Tijdig openen',
    quit: 'Afsluiten',
  },
  en: {
    open: 'Open Tijdig',
    quit: 'Quit',
  },
} as const

/** The icon in the system's tray, with how much is at risk. On a desktop without a tray the app does without. */
export function openTray({ icon, open, quit }: TrayPorts): AppTray {
  let tray: Tray | null = null
  let attention = false
  const image = (): Electron.NativeImage =>
    nativeImage.createFromPath(icon(trayIcon(process.platform, attention)))
  try {
    tray = new Tray(image())
    tray.on('click', () => open('window'))
  } catch (error) {
    log.warn('there is no tray here', error)
  }
  return {
    show: ({ atRisk, tooltip }, language) => {
      if (tray === null) return
      const text = words[language]
      const figure = atRiskText(atRisk, language)
      if (attention !== atRisk > 0) {
        attention = atRisk > 0
        tray.setImage(image())
      }
      tray.setToolTip(tooltip === '' ? `Tijdig: ${figure}` : tooltip)
      // macOS shows a figure beside the icon.
      if (process.platform === 'darwin') tray.setTitle(atRisk > 0 ? String(atRisk) : '')
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: figure, click: () => open('at-risk') },
          { label: text.open, click: () => open('window') },
          { type: 'separator' },
          { label: text.quit, click: quit },
        ]),
      )
    },
  }
}
