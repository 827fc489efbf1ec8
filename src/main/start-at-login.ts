import { app } from 'electron'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { autostartEntry } from './autostart-entry'
import { writeAtomic } from './files/atomic'
import { log } from './log'

/** Whether the app starts with the person's session of the system. */
export interface StartAtLogin {
  /** False while developing: it would be Electron that starts. */
  readonly isAvailable: boolean
  /** As the system has it: a person may have turned it off there. */
  readonly isOn: () => boolean
  readonly set: (on: boolean) => void
}

/** Windows and macOS keep it themselves; a Linux desktop reads a file in its autostart folder. */
export function createStartAtLogin(): StartAtLogin {
  const file = join(app.getPath('appData'), 'autostart', 'tijdig.desktop')
  const isLinux = process.platform === 'linux'
  return {
    isAvailable: app.isPackaged,
    isOn: () => (isLinux ? hasEntry(file) : app.getLoginItemSettings().openAtLogin),
    set: (on) => {
      try {
        if (!isLinux) app.setLoginItemSettings({ openAtLogin: on })
        // An AppImage is mounted somewhere else at each start; the variable says where it lies itself.
        else if (on) writeAtomic(file, autostartEntry(process.env.APPIMAGE ?? process.execPath))
        else rmSync(file, { force: true })
      } catch (error) {
        log.error('starting with the system could not be set', error)
      }
    },
  }
}

function hasEntry(file: string): boolean {
  try {
    return !/^Hidden=true$/m.test(readFileSync(file, 'utf8'))
  } catch {
    return false
  }
}
