import { extname, join, sep } from 'node:path'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webm': 'video/webm',
  '.map': 'application/json; charset=utf-8',
}

/** The content type of a file of the page, or undefined for a kind that the page has no business asking for. */
export function contentType(path: string): string | undefined {
  return contentTypes[extname(path).toLowerCase()]
}

/**
 * The file under `root` that a URL's path names, or null when it names none inside: not decodable, with a NUL, a
 * backslash, or a `..` that leads out.
 */
export function pageFile(root: string, urlPath: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(urlPath)
  } catch {
    return null
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null
  if (decoded.split('/').includes('..')) return null
  const path = join(root, decoded === '/' ? 'index.html' : decoded)
  return path.startsWith(root.endsWith(sep) ? root : root + sep) ? path : null
}
