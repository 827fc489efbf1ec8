import { app } from 'electron'
import type { Session } from 'electron'
import { log } from '../log'
import { pageUrl } from '../protocol/scheme'
import { isOwnOrigin } from './own-origin'

/** Refuses every permission. The page asks for none: alerts come from main, the clipboard is written in an event. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    // Storage buckets ask for "persistent": that is what keeps the outbox from being cleared.
    answer(isQuiet(permission))
    if (!isQuiet(permission)) log.warn(`refused permission ${permission}`)
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => isQuiet(permission) && isOwnOrigin(origin),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
}

const isQuiet = (permission: string): boolean =>
  permission === 'persistent-storage' || permission === 'clipboard-sanitized-write'

/**
 * Turns the spelling checker off: Chromium would fetch its dictionary from Google. The preference of a window does not do
 * that, because the switch is the session's.
 */
export function fetchNoDictionaries(session: Session): void {
  session.setSpellCheckerEnabled(false)
  // A Mac's checker is the system's own and has no list of languages.
  if (process.platform !== 'darwin') session.setSpellCheckerLanguages([])
}

/** No page of the app may go anywhere, open a window or hold a webview. */
export function denyNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (url === pageUrl) return
      event.preventDefault()
      log.warn('refused a navigation')
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame || event.url === 'about:srcdoc' || event.url.startsWith('blob:')) return
      event.preventDefault()
      log.warn('refused a navigation of a frame')
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
