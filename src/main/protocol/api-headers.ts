import { floorHeader, protocolHeader } from '../../shared/sync/protocol-version'

/** What passes between page and server, by allow-list: no cookies, no credentials, no hop-by-hop headers. */

const toServer = [
  'accept',
  'accept-language',
  'content-type',
  'if-none-match',
  'range',
  'last-event-id',
] as const

/** `content-encoding` and `content-length` stay behind: the body was decoded on the way. */
const toPage = [
  'content-type',
  'content-disposition',
  'content-range',
  'etag',
  'retry-after',
  'location',
  'x-request-id',
  protocolHeader,
  floorHeader,
] as const

/** tus (resumable uploads) speaks in headers of its own. */
const tus = ['tus-resumable', 'upload-offset', 'upload-length', 'upload-metadata'] as const

const pick = (headers: Headers, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )

/** The headers of a call that the server sees. */
export function forwardedRequestHeaders(headers: Headers): Record<string, string> {
  return pick(headers, [...toServer, ...tus])
}

/** The headers of an answer that the page sees; nothing of it may be cached or sniffed. */
export function forwardedResponseHeaders(headers: Headers): Record<string, string> {
  return {
    ...pick(headers, [...toPage, ...tus]),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // If a hostile file of the server were ever opened as a page, it could do nothing.
    'content-security-policy': "default-src 'none'; sandbox",
  }
}

/**
 * The server's address for `tijdig-app://app/api/<path>`: `<server>/<path>`. Null when the path leads to another origin
 * or out of `/v1/`.
 */
export function apiTarget(serverUrl: string, url: URL): string | null {
  const path = url.pathname.slice('/api'.length)
  if (!path.startsWith('/v1/')) return null
  const base = new URL(serverUrl)
  const prefix = base.pathname.replace(/\/$/, '')
  const target = new URL(`${base.origin}${prefix}${path}${url.search}`)
  return target.origin === base.origin && target.pathname.startsWith(`${prefix}/v1/`) ? target.href : null
}
