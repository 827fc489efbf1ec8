import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { proxyWantsSignIn } from './proxy-sign-in'

type Request = EventEmitter & { options: Record<string, unknown>; did: string[] }
const net = vi.hoisted(() => ({ made: [] as unknown[] }))
// Chromium's own request, which is met in the end-to-end tests; here what it may say.
vi.mock('electron', () => ({
  net: {
    request: (options: object) => {
      const request = Object.assign(new EventEmitter(), {
        options,
        did: [] as string[],
        end: () => request.did.push('asked'),
        abort: () => request.did.push('ended'),
      })
      net.made.push(request)
      return request
    },
  },
}))
beforeEach(() => {
  net.made = []
  vi.useFakeTimers()
})
afterEach(() => void vi.useRealTimers())

const last = (): Request => net.made.at(-1) as Request
const url = 'https://desk.example.com/v1/sign-in'

it.each([
  [
    'a proxy wants a sign-in',
    true,
    (request: Request) => request.emit('login', { isProxy: true }, () => undefined),
  ],
  [
    'the server wants one',
    false,
    (request: Request) => request.emit('login', { isProxy: false }, () => undefined),
  ],
  ['an answer comes', false, (request: Request) => request.emit('response')],
  ['the way is shut', false, (request: Request) => request.emit('error', new Error('net::ERR'))],
  ['nothing comes', false, () => vi.advanceTimersByTime(5000)],
])('when %s it is %s', async (_what, wants, happens) => {
  const asking = proxyWantsSignIn(url)
  expect(last().options).toEqual({ url, method: 'HEAD', credentials: 'omit', redirect: 'error' })
  happens(last())
  expect(await asking).toBe(wants)
  expect([last().did, vi.getTimerCount()]).toEqual([['asked', 'ended'], 0])
})

it('nobody’s name or password is given to the proxy', async () => {
  const asking = proxyWantsSignIn(url)
  const given: unknown[][] = []
  last().emit('login', { isProxy: true }, (...secrets: unknown[]) => given.push(secrets))
  await asking
  expect(given).toEqual([[]])
})
