import { BrowserWindow } from 'electron'
import type { NoticeBody, NoticeName } from '../../shared/ipc/channels'

/** Tells every window of the app. A window that is loading misses it: `app.start` gives the state as it is then. */
export function notify<N extends NoticeName>(name: N, body: NoticeBody<N>): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed() && !window.webContents.isDestroyed())
      window.webContents.send(`notice:${name}`, body)
  }
}
