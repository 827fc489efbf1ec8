import { createServer } from 'node:http'
import type { IncomingHttpHeaders, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import type { RequestAnswer } from '../../src/shared/ipc/channels'
import { barePage } from './support/bare-page'
import { expect, test } from './support/test'

/** A team's server as far as the way to it matters: it signs in, streams, and remembers what it was sent. */
interface SmallServer {
  readonly url: string
  readonly seen: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly bytes: number }[]
  readonly streams: { opened: number; closed: number }
  close(): Promise<void>
}

const token = 'a-token-that-the-page-must-never-see'
const workspaceId = '018f0000-0000-7000-8000-000000000001'
const agent = {
  id: '018f0000-0000-7000-8000-000000000002',
  name: 'Sanne de Wit',
  email: 'sanne@example.com',
  role: 'agent',
  teamId: null,
  active: true,
}

async function startServer(): Promise<SmallServer> {
  const seen: SmallServer['seen'] = []
  const streams = { opened: 0, closed: 0 }
  const server: Server = createServer((request, response) => {
    const path = request.url ?? ''
    let bytes = 0
    request.on('data', (chunk: Buffer) => (bytes += chunk.length))
    request.on('end', () => {
      seen.push({ path, headers: request.headers, bytes })
      response.setHeader('set-cookie', 'session=secret')
      if (path === '/v1/sign-in')
        response.end(JSON.stringify({ token, workspaceId, workspaceName: 'Team', agent }))
      else if (path === '/v1/expired')
        response.writeHead(401).end('{"code":"sign-in-expired","message":"Sign in."}')
      else if (path === '/v1/hotel')
        response.writeHead(401, { 'content-type': 'text/html' }).end('<h1>Room number?</h1>')
      else if (path === '/v1/train') response.writeHead(511, { 'content-type': 'text/html' }).end()
      else if (path === '/v1/welcome')
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>Welcome</h1>')
      else if (path === '/v1/elsewhere')
        response.writeHead(302, { location: 'http://127.0.0.1:9/v1/me' }).end()
      else if (path === '/v1/sync/live') {
        streams.opened += 1
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        const timer = setInterval(() => response.write('event: head\ndata: 1\n\n'), 50)
        response.on('close', () => {
          clearInterval(timer)
          streams.closed += 1
        })
      } else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ bytes }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    streams,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const start = (page: Page): Promise<RequestAnswer<'app.start'>> =>
  page.evaluate(() => tijdig.request('app.start', {}))

const call = (page: Page, path: string, body?: string): Promise<{ status: number; body: unknown }> =>
  page.evaluate(
    async ([address, content]) => {
      const answer = await fetch(
        `/api${address ?? ''}`,
        content ? { method: 'POST', body: content } : undefined,
      )
      return { status: answer.status, body: await answer.json().catch(() => null) }
    },
    [path, body],
  )

const signIn = (page: Page, url: string): Promise<RequestAnswer<'session.signIn'>> =>
  page.evaluate(
    (address) =>
      tijdig.request('session.signIn', {
        server: { kind: 'remote', url: address },
        email: 'sanne@example.com',
        password: 'x',
      }),
    url,
  )

test.beforeEach(({ profile }) => profile.expectProblem(/./))

test('calls go to the signed-in server with the token, which the page never sees', async ({ app }) => {
  const page = await barePage(app)
  const server = await startServer()
  expect(await call(page, '/v1/me')).toMatchObject({ status: 401, body: { code: 'signed-out' } })
  const answer = await signIn(page, server.url)
  expect(answer).toMatchObject({ ok: true, value: { workspaceName: 'Team', expired: false } })
  expect(JSON.stringify(answer)).not.toContain(token)
  expect(JSON.stringify(await start(page))).not.toContain(token)

  expect(await call(page, '/v1/sync/push', 'x'.repeat(300_000))).toMatchObject({
    body: { bytes: 300_000 },
  })
  const push = server.seen.find(({ path }) => path === '/v1/sync/push')
  expect(push?.headers.authorization).toBe(`Bearer ${token}`)
  expect(push?.headers.cookie).toBeUndefined()
  expect(await page.evaluate(() => document.cookie)).toBe('')
  await server.close()
})

test('a stream of events arrives as it is sent, and ends at the server when the page stops', async ({
  app,
}) => {
  const page = await barePage(app)
  const server = await startServer()
  await signIn(page, server.url)
  const first = await page.evaluate(async () => {
    const stop = new AbortController()
    const answer = await fetch('/api/v1/sync/live', { signal: stop.signal })
    const reader = answer.body?.getReader()
    const chunk = await reader?.read()
    stop.abort()
    return new TextDecoder().decode(chunk?.value)
  })
  expect(first).toContain('event: head')
  await expect.poll(() => server.streams).toEqual({ opened: 1, closed: 1 })
  await server.close()
})

test('a server that is gone, or that sends the call elsewhere, is unreachable', async ({ app }) => {
  const page = await barePage(app)
  const server = await startServer()
  await signIn(page, server.url)
  expect(await call(page, '/v1/elsewhere')).toMatchObject({
    status: 503,
    body: { code: 'elsewhere' },
  })
  expect(await call(page, '/v1/me')).toMatchObject({ status: 200 })
  await server.close()
  expect(await call(page, '/v1/me')).toMatchObject({ status: 503, body: { code: 'connection-refused' } })
})

test('a network that asks for a sign-in of its own does not end ours', async ({ app }) => {
  const page = await barePage(app)
  const server = await startServer()
  await signIn(page, server.url)
  for (const [path, code] of [
    ['/v1/hotel', 'network-sign-in'],
    ['/v1/train', 'network-sign-in'],
    ['/v1/welcome', 'not-a-server'],
  ] as const)
    expect(await call(page, path)).toMatchObject({ status: 503, body: { code } })
  expect(await call(page, '/v1/me')).toMatchObject({ status: 200 })
  await server.close()
})

test('a refused token ends the sign-in but not the work: who it was stays known, also after a restart', async ({
  profile,
}) => {
  const server = await startServer()
  const app = await profile.launch()
  const page = await barePage(app)
  await signIn(page, server.url)
  expect((await call(page, '/v1/expired')).status).toBe(401)
  expect(await call(page, '/v1/me')).toMatchObject({ status: 401, body: { code: 'sign-in-expired' } })
  await app.quit()
  const again = await barePage(await profile.launch())
  expect(await start(again)).toMatchObject({
    signedIn: { workspaceId, agent: { name: 'Sanne de Wit' } },
  })
  await expect
    .poll(async () => (await start(again)).signedIn)
    .toMatchObject({ expired: true, remembered: false })
  await again.evaluate(() => tijdig.request('session.signOut', {}))
  expect(await start(again)).toMatchObject({ signedIn: null })
  await server.close()
})

test('an address that is not safe, and one that is no server, are refused with a reason', async ({ app }) => {
  const page = await barePage(app)
  expect(await signIn(page, 'http://example.com')).toMatchObject({
    ok: false,
    code: 'server-address-insecure',
  })
  expect(await signIn(page, 'http://127.0.0.1:9')).toMatchObject({
    ok: false,
    code: 'server-unreachable',
  })
})

test('a customer’s mail cannot call the server: pictures and frames that name its addresses get nothing', async ({
  app,
}) => {
  const page = await barePage(app)
  const server = await startServer()
  await signIn(page, server.url)
  await page.evaluate(async () => {
    const image = new Image()
    const failed = new Promise((resolve) => image.addEventListener('error', resolve))
    image.src = '/api/v1/picture'
    await failed
    const frame = document.createElement('iframe')
    frame.sandbox.value = ''
    frame.srcdoc =
      '<img src="tijdig-app://app/api/v1/from-mail"><iframe src="tijdig-app://app/api/v1/nested">'
    // It has loaded when all that is in it has loaded or failed.
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
    document.body.append(frame)
    await loaded
    frame.remove()
  })
  expect(server.seen.map(({ path }) => path)).toEqual(['/v1/sign-in'])
  await server.close()
})
