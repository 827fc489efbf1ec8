import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ApiPort } from './api-proxy'
import { proxyApi } from './api-proxy'

// Node's network in the place of Chromium's, which is there in the app only.
vi.mock('electron', () => ({ net: { fetch: (url: string, init: RequestInit) => fetch(url, init) } }))

const minute = 60_000
let server: Server
let port: ApiPort
/** What the server does with a request. */
let answer: (response: ServerResponse, request: IncomingMessage) => void
/** Resolves when the server has a request. */
let asked: PromiseWithResolvers<void>
let refused: unknown[]
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  asked = Promise.withResolvers()
  refused = []
  server = createServer((request, response) => {
    asked.resolve()
    answer(response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  port = {
    access: () => ({ state: 'signed-in', serverUrl, token: 'token' }),
    refused: (token, reason) => void refused.push([token, reason]),
  }
})
afterEach(() => {
  vi.useRealTimers()
  server.closeAllConnections()
  server.close()
})

const ask = (init: RequestInit = {}, path = '/v1/sync/snapshot'): Promise<Response> => {
  const url = `tijdig-app://app/api${path}`
  return proxyApi(port, new URL(url), new Request(url, init))
}
const codeOf = async (answered: Promise<Response>): Promise<[number, string]> => {
  const response = await answered
  return [response.status, ((await response.json()) as { code: string }).code]
}
/** Real time: what the network does is not to be hurried. */
const untilTrue = (holds: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): unknown => (holds() ? resolve() : setImmediate(look))
    look()
  })

it('lets an answer that has begun take as long as it takes', async () => {
  let held: ServerResponse | null = null
  answer = (response) => {
    held = response
    response.write('the first line\n')
  }
  const answered = await ask()
  vi.advanceTimersByTime(4 * minute)
  ;(held as ServerResponse | null)?.end('the last line\n')
  expect(await answered.text()).toBe('the first line\nthe last line\n')
})

it('gives up on a server that has not begun to answer after a minute', async () => {
  answer = () => undefined
  const asking = ask()
  await asked.promise
  vi.advanceTimersByTime(minute)
  const { status } = await asking
  expect(status).toBe(503)
})

it('carries a call with the token and the protocol to the server, and its answer back with its status', async () => {
  const seen: unknown[] = []
  answer = (response, { method, url, headers, ...request }) => {
    void request
    seen.push([method, url, headers.authorization, headers['tijdig-protocol'], headers['content-type']])
    response.writeHead(418, { 'content-type': 'application/json', etag: '"7"' }).end('{"ok":true}')
  }
  const headers = { 'content-type': 'application/json', authorization: 'Bearer of the page' }
  const answered = await ask({ method: 'POST', body: '{}', headers }, '/v1/sync/push?after=3')
  expect([answered.status, answered.headers.get('etag'), await answered.json()]).toEqual([
    418,
    '"7"',
    { ok: true },
  ])
  expect(seen).toEqual([
    ['POST', '/v1/sync/push?after=3', 'Bearer token', expect.stringMatching(/^\d+$/), 'application/json'],
  ])
})

it('lets an answer without a body pass', async () => {
  answer = (response) => void response.writeHead(204).end()
  const answered = await ask()
  expect([answered.status, await answered.text()]).toEqual([204, ''])
})

it.each([
  ['signed-out', 401, 'signed-out'],
  ['sign-in-expired', 401, 'sign-in-expired'],
  ['starting', 503, 'server-unreachable'],
] as const)('asks no server for whom is %s', async (state, status, code) => {
  const answered = { ...port, access: () => ({ state }) }
  const url = 'tijdig-app://app/api/v1/me'
  const response = await proxyApi(answered, new URL(url), new Request(url))
  expect([response.status, response.headers.get('content-type')]).toEqual([
    status,
    'application/json; charset=utf-8',
  ])
  expect(await response.json()).toMatchObject({ code })
})

it('asks the server for nothing outside its addresses', async () => {
  answer = (response) => void response.end('{}')
  expect(await codeOf(ask({}, '/metrics'))).toEqual([404, 'not-found'])
})

it.each([
  [{ reason: 'password-changed' }, 'password-changed'],
  [{ reason: 'the-moon' }, null],
  [undefined, null],
])('ends the sign-in on the server’s own word, with its reason (%j)', async (details, reason) => {
  answer = (response) =>
    void response
      .writeHead(401, { 'content-type': 'application/json' })
      .end(JSON.stringify({ code: 'sign-in-expired', message: 'm', details }))
  expect(await codeOf(ask())).toEqual([401, 'sign-in-expired'])
  expect(refused).toEqual([['token', reason]])
})

it.each([
  [401, 'application/json', '{"code":"wrong-password"}', 'network-sign-in'],
  [401, 'application/json', 'null', 'network-sign-in'],
  [401, 'text/html', '<h1>Room number?</h1>', 'network-sign-in'],
  [511, 'application/json', '{}', 'network-sign-in'],
  [200, 'text/html; charset=utf-8', '<h1>Welcome</h1>', 'not-a-server'],
  [503, 'text/html', '<h1>Bad gateway</h1>', 'not-a-server'],
])('takes %i %s of a stranger for no word of the server', async (status, type, body, code) => {
  answer = (response) => void response.writeHead(status, { 'content-type': type }).end(body)
  expect(await codeOf(ask())).toEqual([503, code])
  expect(refused).toEqual([])
})

it('gives a page of the server itself to the page: it says its protocol', async () => {
  answer = (response) =>
    void response.writeHead(200, { 'content-type': 'text/html', 'tijdig-protocol': '2' }).end('<p>')
  expect((await ask()).status).toBe(200)
})

it('hangs up when the page stops waiting, before an answer and while it comes', async () => {
  let closed = 0
  answer = (response) => void response.on('close', () => (closed += 1))
  const stop = new AbortController()
  const asking = ask({ signal: stop.signal })
  await asked.promise
  stop.abort()
  expect((await asking).status).toBe(503)
  await untilTrue(() => closed === 1)

  answer = (response) => {
    response.on('close', () => (closed += 1))
    response.write('the first line')
  }
  const reader = (await ask()).body?.getReader()
  await reader?.read()
  await reader?.cancel()
  await untilTrue(() => closed === 2)
})

it('lets a large file take as long as it moves, and gives up once it stands still', async () => {
  let received = 0
  answer = (_response, request) => void request.on('data', (piece: Buffer) => (received += piece.length))
  const pieces: ReadableStreamDefaultController<Uint8Array>[] = []
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void pieces.push(controller) })
  let isDone = false
  const asking = ask({ method: 'PUT', body, duplex: 'half' } as RequestInit)
  void asking.then(() => (isDone = true))
  for (let n = 1; n <= 5; n += 1) {
    pieces[0]?.enqueue(new Uint8Array(1000))
    await untilTrue(() => received === n * 1000)
    vi.advanceTimersByTime(minute - 1)
  }
  expect(isDone).toBe(false)
  vi.advanceTimersByTime(1)
  expect((await asking).status).toBe(503)
})
