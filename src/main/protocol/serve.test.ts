import type { Session } from 'electron'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { contentPolicy } from './content-policy'
import type { ApiAccess } from './api-proxy'
import { serveApp } from './serve'

const fetched = vi.hoisted(() => [] as string[])
vi.mock('electron', () => ({
  net: {
    fetch: (url: string) => {
      fetched.push(url)
      return Promise.resolve(new Response('{}', { headers: { 'content-type': 'application/json' } }))
    },
  },
  protocol: {},
}))
vi.mock('../log', () => ({ log: { error: () => undefined } }))

type Details = { frame: unknown; resourceType: string }
type Guard = (details: Details, callback: (answer: { cancel: boolean }) => void) => void

let root: string
let answer: (request: Request) => Promise<Response>
let guard: Guard
let guarded: unknown
let access: () => ApiAccess
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tijdig-page-'))
  writeFileSync(join(root, 'index.html'), '<p>the page</p>')
  writeFileSync(join(root, 'secret.key'), 'secret')
  fetched.length = 0
  access = () => ({ state: 'signed-in', serverUrl: 'https://desk.example.com', token: 'token' })
  const session = {
    protocol: { handle: (_scheme: string, given: typeof answer) => (answer = given) },
    webRequest: {
      onBeforeRequest: (which: unknown, given: Guard) => {
        guarded = which
        guard = given
      },
    },
  }
  serveApp(session as unknown as Session, {
    root,
    viteUrl: null,
    api: { access: () => access(), refused: () => undefined },
  })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const ask = (url: string): Promise<Response> => answer(new Request(url))

describe('the app’s own address', () => {
  it('serves the page, with the policy that keeps strange scripts out', async () => {
    const page = await ask('tijdig-app://app/')
    expect([page.status, await page.text()]).toEqual([200, '<p>the page</p>'])
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentPolicy(null),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    })
  })

  it.each(['secret.key', 'nothing.js', '%2e%2e/x.js', ''])('serves no %s', async (path) => {
    const host = path === '' ? 'other' : 'app'
    expect((await ask(`tijdig-app://${host}/${path}`)).status).toBe(404)
  })

  it('gives to the server what is the server’s, and says so when that fails', async () => {
    expect((await ask('tijdig-app://app/api/v1/me')).status).toBe(200)
    expect(fetched).toEqual(['https://desk.example.com/v1/me'])
    access = () => {
      throw new Error('no session')
    }
    const failed = await ask('tijdig-app://app/api/v1/me')
    expect([failed.status, await failed.json()]).toMatchObject([500, { code: 'app-failed' }])
  })
})

describe('a call to the server', () => {
  const top = { origin: 'tijdig-app://app' }
  const isCancelled = (frame: object | null, resourceType: string): boolean => {
    let cancelled = false
    guard({ frame, resourceType }, ({ cancel }) => (cancelled = cancel))
    return cancelled
  }

  it('is for scripts of the page and its workers', () => {
    expect(guarded).toEqual({ urls: ['tijdig-app://app/api/*'] })
    expect(isCancelled({ ...top, top: null }, 'xhr')).toBe(true)
    const page: { origin: string; top: unknown } = { ...top, top: null }
    page.top = page
    expect(isCancelled(page, 'xhr')).toBe(false)
    // A worker has no frame.
    expect(isCancelled(null, 'xhr')).toBe(false)
  })

  it.each(['image', 'subFrame', 'mainFrame', 'script', 'media'])('is refused as %s', (resourceType) => {
    const page: { origin: string; top: unknown } = { ...top, top: null }
    page.top = page
    expect(isCancelled(page, resourceType)).toBe(true)
  })

  it('is refused to a frame in the page, and to a page of another origin', () => {
    expect(isCancelled({ origin: 'tijdig-app://app', top }, 'xhr')).toBe(true)
    const foreign: { origin: string; top: unknown } = { origin: 'https://example.com', top: null }
    foreign.top = foreign
    expect(isCancelled(foreign, 'xhr')).toBe(true)
  })
})

it('the policy lets nothing in that the page does not bring, and vite in while developing only', () => {
  const policy = new Map(
    contentPolicy(null)
      .split('; ')
      .map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
  )
  expect(Object.fromEntries(policy)).toMatchObject({
    'default-src': "'none'",
    'script-src': "'self'",
    'connect-src': "'self'",
    'img-src': "'self' data: blob:",
    'frame-ancestors': "'self'",
    'form-action': "'none'",
    'base-uri': "'none'",
    'object-src': "'none'",
  })
  const developing = contentPolicy('http://localhost:5173')
  expect(developing).toContain("script-src 'self' 'unsafe-inline' 'unsafe-eval';")
  expect(developing).toContain("connect-src 'self' ws://localhost:5173;")
  expect(developing).toContain("object-src 'none'")
})
