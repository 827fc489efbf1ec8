import { net } from 'electron'
import { readFile } from 'node:fs/promises'
import { contentPolicy } from './content-policy'
import { contentType, pageFile } from './page-path'

const headersFor = (type: string, viteUrl: string | null): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': contentPolicy(viteUrl),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
})

/** Answers a request for a file of the built page. 404 for anything that is not in its folder. */
export async function servePage(root: string, urlPath: string): Promise<Response> {
  const path = pageFile(root, urlPath)
  const type = path === null ? undefined : contentType(path)
  if (path === null || type === undefined) return notFound()
  try {
    return new Response(await readFile(path), { headers: headersFor(type, null) })
  } catch {
    return notFound()
  }
}

/** Development: the same origin and the same checks, with files that come from vite. */
export async function serveFromVite(viteUrl: string, url: URL, request: Request): Promise<Response> {
  const target = new URL(url.pathname + url.search, viteUrl)
  const answer = await net.fetch(target.href, { headers: { accept: request.headers.get('accept') ?? '*/*' } })
  const type = answer.headers.get('content-type') ?? 'application/octet-stream'
  return new Response(answer.body, { status: answer.status, headers: headersFor(type, viteUrl) })
}

const notFound = (): Response =>
  new Response('Not found', { status: 404, headers: headersFor('text/plain', null) })
