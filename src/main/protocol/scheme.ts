import { protocol } from 'electron'

export const appScheme = 'tijdig-app'
/** The page's origin: its storage, its CSP `'self'`, and the only sender that IPC listens to. */
export const appOrigin = `${appScheme}://app`
export const pageUrl = `${appOrigin}/index.html`

/** Makes the app's own scheme as capable as https (storage, workers, fetch, streams). Before `ready`, once. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        stream: true,
        codeCache: true,
      },
    },
  ])
}
