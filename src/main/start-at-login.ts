import { app } from 'electron'
import { linuxAutostart } from './autostart'
import { log } from './log'

/** Whether the app starts with the person's session of the system. */
export interface StartAtLogin {
  /** False while developing: it would be Electron that starts. */
  readonly isAvailable: boolean
  /** As the system has it: a person may have turned it off there. */
  readonly isOn: () => boolean
  readonly set: (on: boolean) => void
}

/** Windows and macOS keep it themselves; a Linux desktop reads a file. */
export function createStartAtLogin(): StartAtLogin {
  const system =
    process.platform === 'linux'
      ? // An AppImage is mounted somewhere else at each start; the variable says where it lies itself.
        linuxAutostart(app.getPath('appData'), process.env.APPIMAGE ?? process.execPath)
      : {
          isOn: () => app.getLoginItemSettings().openAtLogin,
          set: (on: boolean) => app.setLoginItemSettings({ openAtLogin: on }),
        }
  return {
    isAvailable: app.isPackaged,
    isOn: system.isOn,
    set: (on) => {
      if (!app.isPackaged) return
      try {
        system.set(on)
      } catch (error) {
        log.error('starting with the system could not be set', error)
      }
    },
  }
}
