import type { Session } from 'electron'
import { log } from '../log'
import { errorResponse, proxyApi } from './api-proxy'
import type { ApiPort } from './api-proxy'
import { appOrigin, appScheme } from './scheme'
import { serveFromVite, servePage } from './serve-page'

export interface ServeOptions {
  readonly root: string
  readonly viteUrl: string | null
  readonly api: ApiPort
}

/** Serves `tijdig-app://app/`: the page's files, and under `/api/` the server. Every other host is unknown. */
export function serveApp(session: Session, { root, viteUrl, api }: ServeOptions): void {
  session.protocol.handle(appScheme, async (request) => {
    const url = new URL(request.url)
    if (url.host !== 'app') return new Response('Not found', { status: 404 })
    try {
      if (url.pathname.startsWith('/api/')) return await proxyApi(api, url, request)
      return viteUrl ? await serveFromVite(viteUrl, url, request) : await servePage(root, url.pathname)
    } catch (error) {
      log.error('answering the page failed', error)
      return errorResponse(500, { code: 'app-failed', message: 'The app could not answer; see its log.' })
    }
  })
  guardApi(session)
}

/**
 * Only scripts of the page and its workers may call the server: an image or a frame in a customer's mail that names
 * `/api/…` gets nothing.
 */
function guardApi(session: Session): void {
  session.webRequest.onBeforeRequest({ urls: [`${appOrigin}/api/*`] }, (details, callback) => {
    const { frame } = details
    const foreign = frame ? frame !== frame.top || frame.origin !== appOrigin : false
    callback({ cancel: details.resourceType !== 'xhr' || foreign })
  })
}
