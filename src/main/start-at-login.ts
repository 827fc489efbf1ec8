import { app } from 'electron'
import { linuxAutostart } from './autostart'
import { log } from './log'
import type { PreferenceStore } from './preferences/store'

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

/** Turned off in the system's own settings: the switch here says so. A disk that takes nothing keeps no app from starting. */
export function followSystemSettings(
  { isAvailable, isOn }: StartAtLogin,
  preferences: Pick<PreferenceStore, 'get' | 'set'>,
): void {
  if (preferences.get().startAtLogin !== 'on' || !isAvailable || isOn()) return
  try {
    preferences.set({ startAtLogin: 'off' })
  } catch (error) {
    log.warn('that the app does not start with the system could not be kept', error)
  }
}
