import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttp } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { RequestAnswer } from '../../src/shared/ipc/channels'
import type { RunningApp } from './support/app'
import { barePage } from './support/bare-page'
import { expect, test } from './support/test'

/** What goes wrong on the way to a server, met with the app's own network: the words are Chromium's to choose. */

const servers: Server[] = []
test.afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
test.beforeEach(({ profile }) => profile.expectProblem(/./))

async function portOf(server: Server): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
const http = async (answer: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await portOf(createHttp(answer))}`

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
const codeOf = async (page: Page, url: string): Promise<string> => {
  const answer = await signIn(page, url)
  return answer.ok ? 'signed in' : answer.code
}
const questionsOf = ({ electron }: RunningApp): Promise<readonly string[]> =>
  electron.evaluate(() => (globalThis as unknown as { questions: string[] }).questions)

test('each thing that can be wrong with a connection is told as what it is', async ({ app }) => {
  const page = await barePage(app)
  const folder = mkdtempSync(join(tmpdir(), 'tijdig-certificate-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert]
  execFileSync('openssl', [...args, ...subject], { stdio: 'ignore' })
  const asked: (string | undefined)[] = []
  const secure = createHttps({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    asked.push(request.url)
    response.end('{}')
  })
  const ownAuthority = `https://127.0.0.1:${await portOf(secure)}`
  expect(await codeOf(page, ownAuthority)).toBe('certificate-not-trusted')
  expect(asked).toEqual([])
  rmSync(folder, { recursive: true })

  const plain = await http((_request, response) => void response.end('{}'))
  expect(await codeOf(page, plain.replace('http://', 'https://'))).toBe('not-secure')
  const hotel = await http((_request, response) => void response.end('<h1>Welcome to the hotel</h1>'))
  expect(await codeOf(page, hotel)).toBe('not-a-server')
  const train = await http((_request, response) => void response.writeHead(511).end('<h1>Sign in</h1>'))
  expect(await codeOf(page, train)).toBe('network-sign-in')
  const moved = await http(
    (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
  )
  expect(await codeOf(page, moved)).toBe('elsewhere')
  expect(await codeOf(page, 'https://no-such-name.invalid')).toBe('name-not-found')
  const gone = createHttp()
  const closed = await portOf(gone)
  await new Promise((resolve) => gone.close(resolve))
  expect(await codeOf(page, `http://127.0.0.1:${closed}`)).toBe('connection-refused')
})

test('a proxy that wants a sign-in of its own is named, and nobody but the signed-in server is asked', async ({
  profile,
}) => {
  const through: string[] = []
  const proxy = createHttp((request, response) => {
    through.push(request.url ?? '')
    response.writeHead(407, { 'proxy-authenticate': 'Basic realm="office"' }).end()
  })
  proxy.on('connect', (request, socket) => {
    through.push(request.url ?? '')
    socket.end(
      'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="office"\r\n\r\n',
    )
  })
  const args = [`--proxy-server=http://127.0.0.1:${await portOf(proxy)}`]
  const app = await profile.launch({ args })
  const page = await barePage(app)
  expect(await codeOf(page, 'https://desk.example.com')).toBe('proxy-sign-in')
  // The spelling checker used to fetch its dictionary from Google within two seconds of a start.
  await page.waitForTimeout(4000)
  expect(through.filter((address) => address !== 'desk.example.com:443')).toEqual([])
  expect(await app.electron.evaluate(({ session }) => session.defaultSession.isSpellCheckerEnabled())).toBe(
    false,
  )
})

test('a server that the app has not met is contacted only when the person says so', async ({ profile }) => {
  const asked: (string | undefined)[] = []
  const url = await http((request, response) => {
    asked.push(request.url)
    response.end('{}')
  })
  const app = await profile.launch({ newServer: 'cancel' })
  const page = await barePage(app)
  expect(await codeOf(page, url)).toBe('server-declined')
  const forgotten = await page.evaluate(
    (server) => tijdig.request('session.forgotPassword', { server, email: 'sanne@example.com' }),
    url,
  )
  expect(forgotten).toMatchObject({ ok: false, code: 'server-declined' })
  expect(asked).toEqual([])
  expect(await questionsOf(app)).toEqual([expect.stringContaining(url), expect.stringContaining(url)])
})
