import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { connectionProblem } from './connection-problem'
import { refusal } from './refusals'
import { createServerCalls } from './sign-in'

let server: Server | null = null
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function listen(answer: RequestListener): Promise<string> {
  const started = createServer(answer)
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`
}
const calls = createServerCalls({
  fetch,
  proxyWantsSignIn: () => Promise.resolve(false),
  deviceId: () => Promise.resolve(crypto.randomUUID()),
  deviceName: 'Desk',
})
const as = { email: 'sanne@example.com', password: 'secret' }
const page = '<!doctype html><title>Welcome to the hotel</title>'

test.each([
  [200, 'not-a-server'],
  [404, 'not-a-server'],
  [511, 'network-sign-in'],
] as const)('a page of a network that answers %i is named as what it is', async (status, code) => {
  const url = await listen((_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end(page)
  })
  expect(await calls.askSignIn(url, as, 'en')).toEqual(refusal(code, 'en'))
  expect(await calls.askPasswordLink(url, as.email, 'nl')).toEqual(refusal(code, 'nl'))
})

test('the password follows no redirect', async () => {
  const asked: (string | undefined)[] = []
  const url = await listen((request, response) => {
    asked.push(request.url)
    response.writeHead(307, { location: '/welcome' }).end()
  })
  expect(await calls.askSignIn(url, as, 'en')).toMatchObject({ ok: false })
  expect(asked).toEqual(['/v1/sign-in'])
})

test('JSON of something else is no server either', async () => {
  const url = await listen((_request, response) => void response.end('{"hello":"world"}'))
  expect(await calls.askSignIn(url, as, 'en')).toEqual(refusal('not-a-server', 'en'))
  expect(await calls.askPasswordLink(url, as.email, 'en')).toEqual(refusal('not-a-server', 'en'))
})

test('a link to a new password is asked for with the address alone', async () => {
  const asked: unknown[] = []
  const url = await listen((request, response) => {
    void request.setEncoding('utf8').on('data', (body: string) => {
      asked.push([request.url, JSON.parse(body), request.headers.authorization])
      response.end('{}')
    })
  })
  expect(await calls.askPasswordLink(url, ' sanne@example.com ', 'en')).toBeNull()
  expect(asked).toEqual([['/v1/forgotten-password', { email: 'sanne@example.com' }, undefined]])
})

test.each([
  ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate-not-trusted'],
  ['net::ERR_CERT_COMMON_NAME_INVALID', 'certificate-for-another'],
  ['net::ERR_CERT_DATE_INVALID', 'certificate-out-of-date'],
  ['net::ERR_CERT_REVOKED', 'certificate-not-trusted'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'not-secure'],
  ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy-unreachable'],
  ['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy-unreachable'],
  ['net::ERR_PROXY_AUTH_UNSUPPORTED', 'proxy-sign-in'],
  ['net::ERR_NAME_NOT_RESOLVED', 'name-not-found'],
  ['net::ERR_CONNECTION_REFUSED', 'connection-refused'],
  ['net::ERR_INTERNET_DISCONNECTED', 'no-network'],
  ['net::ERR_CONNECTION_TIMED_OUT', 'server-unreachable'],
  ['The operation was aborted due to timeout', 'server-unreachable'],
  ["Attempted to redirect, but redirect policy was 'error'", 'elsewhere'],
])('%s is told as %s', (said, code) => {
  expect(connectionProblem(new Error(said))).toBe(code)
})
