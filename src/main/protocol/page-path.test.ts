import { describe, expect, it } from 'vitest'
import { contentType, pageFile } from './page-path'

describe('the files of the page', () => {
  it('serves what lies in the page folder', () => {
    expect(pageFile('/app/page', '/')).toBe('/app/page/index.html')
    expect(pageFile('/app/page', '/assets/a%20b.js')).toBe('/app/page/assets/a b.js')
  })

  it.each([
    '/../main/index.js',
    '/%2e%2e/main/index.js',
    '/assets/%2E%2E/%2E%2E/main/index.js',
    '/..%2fmain/index.js',
    '/..%5cmain%5cindex.js',
    '/assets/..%00/x',
    '/%00',
    '/%',
    '/%c0%ae%c0%ae/main',
  ])('refuses %s', (path) => {
    expect(pageFile('/app/page', path)).toBeNull()
  })

  it('knows the content types that a page needs and no other', () => {
    expect(contentType('/a/index.html')).toBe('text/html; charset=utf-8')
    expect(contentType('/a/worker-1.JS')).toBe('text/javascript; charset=utf-8')
    expect(contentType('/a/secret.key')).toBeUndefined()
    expect(contentType('/a/no-extension')).toBeUndefined()
  })
})
