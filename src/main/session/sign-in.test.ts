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

/** A server that answers everything with this. */
const answers = (status: number, body: object, headers: Record<string, string> = {}): Promise<string> =>
  listen((_request, response) => void response.writeHead(status, headers).end(JSON.stringify(body)))
const error = (code: string, details?: object) => ({ code, message: 'In the server’s words.', details })
const workspaces = [{ id: '018f0000-0000-7000-8000-000000000001', name: 'Waterkant' }]

test('a sign-in brings who it is, and says from which device and in which workspace', async () => {
  const session = {
    token: 'the-token',
    workspaceId: workspaces[0]?.id,
    workspaceName: 'Waterkant',
    agent: {
      id: '018f0000-0000-7000-8000-000000000002',
      name: 'Sanne de Wit',
      email: as.email,
      role: 'agent',
      teamId: null,
      active: true,
    },
  }
  const asked: unknown[] = []
  const url = await listen((request, response) => {
    void request.setEncoding('utf8').on('data', (body: string) => {
      asked.push(JSON.parse(body), request.headers['tijdig-protocol'])
      response.end(JSON.stringify(session))
    })
  })
  const who = { ...as, email: ' sanne@example.com ', workspaceId: session.workspaceId }
  expect(await calls.askSignIn(url, who, 'en')).toMatchObject({ ok: true, session })
  const device = { device: 'Desk', deviceId: expect.stringMatching(/-/) as string }
  expect(asked).toEqual([{ ...as, ...device, workspaceId: session.workspaceId }, expect.stringMatching(/\d/)])
  await calls.askSignIn(url, as, 'en')
  expect(asked[2]).toEqual({ ...as, ...device })
})

test.each([
  [401, 'no-such-sign-in', { ...refusal('wrong-password', 'nl'), code: 'no-such-sign-in' }],
  [429, 'slow-down', { ...refusal('too-many-attempts', 'nl'), code: 'slow-down' }],
  [426, 'update-required', refusal('update-required', 'nl')],
  [403, 'account-closed', { ok: false, code: 'account-closed', message: 'In the server’s words.' }],
  [409, 'choose-workspace', { ok: false, code: 'choose-workspace', message: 'In the server’s words.' }],
] as const)('a sign-in that is refused (%i %s) says why', async (status, code, told) => {
  expect(await calls.askSignIn(await answers(status, error(code)), as, 'nl')).toEqual(told)
})

test('a password that is right in several workspaces offers them', async () => {
  const url = await answers(409, error('choose-workspace', { workspaces }))
  expect(await calls.askSignIn(url, as, 'en')).toEqual({ ...refusal('choose-workspace', 'en'), workspaces })
  const other = await answers(403, error('account-closed', { workspaces }))
  expect(await calls.askSignIn(other, as, 'en')).not.toHaveProperty('workspaces')
})

test.each([
  [429, error('slow-down'), {}, refusal('too-many-attempts', 'en')],
  [426, error('update-required'), {}, refusal('update-required', 'en')],
  [404, error('not-found'), { 'tijdig-protocol': '2' }, refusal('server-too-old', 'en')],
  [404, error('not-found'), {}, { ok: false, code: 'not-found', message: 'In the server’s words.' }],
  [503, error('no-mail'), {}, { ok: false, code: 'no-mail', message: 'In the server’s words.' }],
])('a link to a new password that is refused (%i) says why', async (status, body, headers, told) => {
  expect(await calls.askPasswordLink(await answers(status, body, headers), as.email, 'en')).toEqual(told)
})

test.each([
  [true, 'it took the word', 200, {}],
  [true, 'the token has ended already', 401, error('sign-in-expired')],
  [false, 'a network answers with a sign-in of its own', 401, error('proxy')],
  [false, 'it is out of order', 500, error('sign-in-expired')],
  [false, 'something else answers', 404, { hello: 'world' }],
])('a server knows of a sign-out (%s) when %s', async (isKnown, _when, status, body) => {
  expect(await calls.tellSignOut(await answers(status, body), 'the-token')).toBe(isKnown)
})

test('a sign-out is told with its token, and a page or no server at all is no answer', async () => {
  const asked: unknown[] = []
  const url = await listen((request, response) => {
    asked.push([request.method, request.url, request.headers.authorization])
    response.writeHead(401, { 'content-type': 'text/html' }).end(page)
  })
  expect(await calls.tellSignOut(url, 'the-token')).toBe(false)
  expect(asked).toEqual([['POST', '/v1/sign-out', 'Bearer the-token']])
  expect(await calls.tellSignOut('http://127.0.0.1:9', 'the-token')).toBe(false)
})

test('a tunnel that a proxy refused is asked about once more: it may want a sign-in of its own', async () => {
  const through = (wants: boolean) =>
    createServerCalls({
      fetch: () => Promise.reject(new Error('net::ERR_TUNNEL_CONNECTION_FAILED')),
      proxyWantsSignIn: () => Promise.resolve(wants),
      deviceId: () => Promise.resolve(crypto.randomUUID()),
      deviceName: 'Desk',
    }).askSignIn('https://desk.example.com', as, 'en')
  expect(await through(true)).toEqual(refusal('proxy-sign-in', 'en'))
  expect(await through(false)).toEqual(refusal('proxy-unreachable', 'en'))
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
