import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Running } from '../../src/server/start-embedded'
import { startEmbedded } from '../../src/server/start-embedded'
import { createServer } from '../../src/server/server'
import type { ApiError } from '../../src/shared/sync/wire'
import { openDesk } from './support/desk'

/** Asks as a browser would that was led to this address under another name. */
const askAs = (
  address: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    request(address + path, { headers }, (answer) => {
      let body = ''
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }))
    })
      .on('error', reject)
      .end()
  })
const codeOf = ({ body }: { body: string }) => (JSON.parse(body) as ApiError).code

describe('the server inside the app', () => {
  let folder: string
  let running: Running
  let token = ''
  let port = 0
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tijdig-own-host-'))
    running = await startEmbedded({ dataDir: folder, demo: true, tickets: 3 }, (message) => {
      if (message.state === 'ready') ({ token, port } = message)
    })
  })
  afterAll(async () => {
    await running.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('answers under its own address only: no page whose name leads here reads anything', async () => {
    const authorization = `Bearer ${token}`
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`])
      expect((await askAs(running.address, '/v1/me', { host, authorization })).status, host).toBe(200)
    for (const host of [`rebound.example:${port}`, 'rebound.example', '127.0.0.1', `127.0.0.1:${port + 1}`])
      for (const path of ['/v1/me', '/health', '/metrics', '/openapi.json', '/nothing']) {
        const answer = await askAs(running.address, path, { host, authorization })
        expect(answer.status, `${host} ${path}`).toBe(421)
        expect(codeOf(answer)).toBe('wrong-host')
      }
    const pretended = { host: 'rebound.example', 'x-forwarded-host': `127.0.0.1:${port}`, authorization }
    expect((await askAs(running.address, '/v1/me', pretended)).status).toBe(421)
  })

  it('tells another program of this machine neither its metrics nor what its API is', async () => {
    for (const path of ['/metrics', '/openapi.json']) {
      expect((await askAs(running.address, path, {})).status, path).toBe(401)
      const { status } = await askAs(running.address, path, { authorization: `Bearer ${token}` })
      expect(status, path).toBe(200)
    }
  })
})

it('answers a team under any name unless names are given', async () => {
  const desk = await openDesk('pglite')
  expect((await askAs(desk.address, '/health', { host: 'any.example' })).status).toBe(200)
  const named = await createServer(desk.context, { hosts: ['Desk.Example'] })
  const address = await named.listen({ host: '127.0.0.1', port: 0 })
  for (const host of ['desk.example', 'DESK.example:443', 'localhost:8450', '127.0.0.1'])
    expect((await askAs(address, '/health', { host })).status, host).toBe(200)
  for (const host of ['other.example', 'desk.example.evil.example', 'xdesk.example'])
    expect((await askAs(address, '/health', { host })).status, host).toBe(421)
  await named.close()
  await desk.close()
})

it.each([
  { trusted: 'the proxy here', trustedProxies: ['loopback'], namedHere: 200 },
  { trusted: 'another proxy', trustedProxies: ['10.0.0.5'], namedHere: 404 },
])('tells metrics to programs on this machine alone, where $trusted is trusted', async (row) => {
  const desk = await openDesk('pglite', undefined, { trustedProxies: row.trustedProxies })
  const status = async (headers: Readonly<Record<string, string>>) =>
    (await askAs(desk.address, '/metrics', headers)).status
  for (const host of ['localhost:8450', '127.0.0.1', '[::1]:8450']) expect(await status({ host })).toBe(200)
  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:8450'])
    expect(await status({ host }), host).toBe(404)
  const host = 'localhost'
  expect(await status({ host, 'x-forwarded-for': '203.0.113.9' })).toBe(404)
  expect(await status({ host, 'x-forwarded-for': '127.0.0.1' })).toBe(row.namedHere)
  for (const header of ['forwarded', 'x-real-ip', 'via', 'x-forwarded-host'])
    expect(await status({ host, [header]: '127.0.0.1' }), header).toBe(404)
  await desk.close()
})
