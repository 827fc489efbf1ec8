import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createServer } from '../../src/server/server'
import { ask } from './support/client'
import { useDesk } from './support/use-desk'

const use = useDesk('pglite')

/** Sends these bytes and answers the head of what comes back, in lower case. */
function headOf(text: string): Promise<string> {
  const { hostname, port } = new URL(use.desk.address)
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(Number(port), hostname, () => socket.write(text))
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1')
      if (!heard.includes('\r\n\r\n')) return
      socket.destroy()
      resolve(heard.slice(0, heard.indexOf('\r\n\r\n')).toLowerCase())
    })
    socket.on('end', () => reject(new Error(`It hung up after: ${heard}`)))
    socket.on('error', reject)
  })
}

const request = (path: string, more: readonly string[] = [], method = 'GET', host = 'desk.example') =>
  [`${method} ${path} HTTP/1.1`, `Host: ${host}`, ...more, '', ''].join('\r\n')
const signedIn = () => `Authorization: Bearer ${use.client.session.token}`

describe('every answer says that it is no page, and nobody else’s', () => {
  const answers: readonly (readonly [string, RegExp, () => string])[] = [
    ['what works', / 200 /, () => request('/health')],
    ['metrics', / 200 /, () => request('/metrics', [], 'GET', 'localhost')],
    ['metrics, asked by a name of the desk', / 404 /, () => request('/metrics')],
    ['a refused sign-in', / 401 /, () => request('/v1/me')],
    ['no route', / 404 /, () => request('/nothing')],
    ['an address that cannot be read', / 400 /, () => request('/v1/%ff')],
    ['a question without its parameters', / 400 /, () => request('/v1/sync/pull', [signedIn()])],
    ['a method that is none', / 40\d /, () => request('/health', [], 'PATCH')],
    ['an answer without a body', / 200 /, () => request('/health', [], 'HEAD')],
    ['a stream of events', / 200 /, () => request('/v1/sync/live', [signedIn()])],
    ['a stream of lines', / 200 /, () => request('/v1/sync/snapshot', [signedIn()])],
    ['what expects more than HTTP', / 200 /, () => request('/health', ['Expect: a-miracle'])],
    ['a request without a host', / 400 /, () => 'GET /health HTTP/1.1\r\n\r\n'],
    ['too large a head', / 431 /, () => request('/health', [`X-Long: ${'x'.repeat(40_000)}`])],
    ['what is no request', / 400 /, () => 'HELLO, IS THIS THE DESK?\r\n\r\n'],
  ]
  it.each(answers)('%s', async (_name, status, text) => {
    const head = await headOf(text())
    expect(head).toMatch(status)
    expect(head).toContain('x-content-type-options: nosniff')
    expect(head).toContain("content-security-policy: default-src 'none'; frame-ancestors 'none'")
    expect(head).toContain('referrer-policy: no-referrer')
    expect(head).toContain('cross-origin-resource-policy: same-origin')
    expect(head).not.toContain('strict-transport-security')
  })

  it('asks for https where a proxy on this machine was asked by https', async () => {
    for (const path of ['/health', '/nothing'])
      expect(await headOf(request(path, ['X-Forwarded-Proto: https']))).toContain(
        'strict-transport-security: max-age=63072000',
      )
  })
})

describe('the documentation', () => {
  const basic = (password: string) => ({
    authorization: `Basic ${Buffer.from(`anybody:${password}`).toString('base64')}`,
  })
  const pages = ['/openapi.json', '/docs', '/docs/json', '/docs/yaml', '/docs/static/swagger-ui.css']

  it('is for who is signed in: a browser is asked for a token', async () => {
    for (const path of pages) {
      const refused = await ask(use.desk.address, 'GET', path)
      expect(refused, path).toMatchObject({ status: 401, body: { code: 'signed-out' } })
      expect(refused.body.message).toContain('POST /v1/sign-in')
      expect(refused.headers.get('www-authenticate')).toContain('Basic realm="Tijdig API"')
      const wrong = await ask(use.desk.address, 'GET', path, undefined, basic('a'.repeat(43)))
      expect(wrong, path).toMatchObject({ status: 401, body: { code: 'sign-in-expired' } })
      for (const headers of [
        basic(use.client.session.token),
        { authorization: `Bearer ${use.client.session.token}` },
      ])
        expect((await ask(use.desk.address, 'GET', path, undefined, headers)).status, path).toBe(200)
    }
  })

  it('is for everybody when the server was told so', async () => {
    const open = await createServer(use.desk.context, { openDocs: true })
    const address = await open.listen({ host: '127.0.0.1', port: 0 })
    for (const path of pages) expect((await ask(address, 'GET', path)).status, path).toBe(200)
    await open.close()
  })

  it('lets its page load its own scripts and styles, and nothing else', async () => {
    const page = await ask<string>(
      use.desk.address,
      'GET',
      '/docs',
      undefined,
      basic(use.client.session.token),
    )
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(page.body).toContain('swagger-ui-bundle.js')
  })

  it('does not let that way of signing in do anything else', async () => {
    const { status } = await ask(
      use.desk.address,
      'GET',
      '/v1/me',
      undefined,
      basic(use.client.session.token),
    )
    expect(status).toBe(401)
  })
})
