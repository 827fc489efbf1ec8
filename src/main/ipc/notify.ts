import { BrowserWindow } from 'electron'
import type { NoticeBody, NoticeName } from '../../shared/ipc/channels'

/** Tells one window. A page that is loading misses it: `app.start` gives the state as it is then. */
export function notifyOne<N extends NoticeName>(window: BrowserWindow, name: N, body: NoticeBody<N>): void {
  if (!window.isDestroyed() && !window.webContents.isDestroyed())
    window.webContents.send(`notice:${name}`, body)
}

/** Tells every window of the app. */
export function notify<N extends NoticeName>(name: N, body: NoticeBody<N>): void {
  for (const window of BrowserWindow.getAllWindows()) notifyOne(window, name, body)
}
