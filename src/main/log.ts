import { app } from 'electron'
import electronLog from 'electron-log/main'
import { join } from 'node:path'

/** The app's log, in the profile's `logs` folder. It never holds the text of messages, names of customers or tokens. */
export const log = electronLog

/** Sets where the log is written and catches what nobody caught. Standard output stays free for the ready line. */
export function startLog(): void {
  electronLog.transports.file.resolvePathFn = () => join(app.getPath('userData'), 'logs', 'main.log')
  electronLog.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  electronLog.transports.file.level = 'info'
  electronLog.transports.file.maxSize = 2 * 1024 * 1024
  // Warnings and errors go to standard error; `info` would go to standard output.
  electronLog.transports.console.level = app.isPackaged ? false : 'warn'
  electronLog.errorHandler.startCatching({ showDialog: false })
}
