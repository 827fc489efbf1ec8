import { describe, expect, it } from 'vitest'
import { apiTarget, forwardedRequestHeaders, forwardedResponseHeaders } from './api-headers'

const target = (path: string, server = 'https://desk.example.com') =>
  apiTarget(server, new URL(`tijdig-app://app${path}`))

describe('the way from page to server', () => {
  it('leads to the same path on the signed-in server', () => {
    expect(target('/api/v1/sync/pull?epoch=a&after=3')).toBe(
      'https://desk.example.com/v1/sync/pull?epoch=a&after=3',
    )
    expect(target('/api/v1/me', 'https://example.com/desk/')).toBe('https://example.com/desk/v1/me')
  })

  it.each([
    '/api/',
    '/api/v1',
    '/api/metrics',
    '/api/v2/x',
    '/api//evil.example/v1/x',
    '/api/@evil.example/v1/',
    '/api/v1/../../admin',
  ])('does not lead anywhere else: %s', (path) => {
    expect(target(path)).toBeNull()
  })

  it('carries neither cookies nor credentials of the page', () => {
    const headers = new Headers({ accept: 'text/event-stream', cookie: 'a=b', authorization: 'Bearer mine' })
    expect(forwardedRequestHeaders(headers)).toEqual({ accept: 'text/event-stream' })
  })

  it('brings back no cookies and no length of a body that was decoded', () => {
    const headers = new Headers({
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-length': '12',
      'set-cookie': 'a=b',
      'retry-after': '5',
      'tijdig-protocol': '2',
    })
    const forwarded = forwardedResponseHeaders(headers)
    expect(forwarded).toMatchObject({
      'content-type': 'application/json',
      'retry-after': '5',
      'tijdig-protocol': '2',
    })
    expect(Object.keys(forwarded)).not.toContain('set-cookie')
    expect(Object.keys(forwarded)).not.toContain('content-encoding')
    expect(Object.keys(forwarded)).not.toContain('content-length')
  })
})
