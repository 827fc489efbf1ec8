import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ApiPort } from '../protocol/api-proxy'
import { askDesk } from './ask-desk'

// Node's network in the place of Chromium's, which is there in the app only.
vi.mock('electron', () => ({
  net: { fetch: (url: string, init: RequestInit) => fetch(url, init) },
  protocol: {},
}))

const said = { at: 1_770_000_000_000, until: {}, isLastUsed: false, rung: [] }
const report = { idleMs: 5000, rung: ['a'], since: 7 }

let server: Server
let asked: unknown[]
let answer: { status: number; body: unknown }
let port: ApiPort
let refused: string[]
beforeEach(async () => {
  ;[asked, refused] = [[], []]
  answer = { status: 200, body: said }
  server = createServer((request, response) => {
    void request.setEncoding('utf8').on('data', (body: string) => {
      asked.push([request.method, request.url, request.headers.authorization, JSON.parse(body)])
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  port = {
    access: () => ({ state: 'signed-in', serverUrl, token: 'token' }),
    refused: (token) => void refused.push(token),
  }
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

it('tells the signed-in server of this desk, and hears of the others', async () => {
  expect(await askDesk(port, report)).toEqual(said)
  expect(asked).toEqual([['POST', '/v1/desk', 'Bearer token', report]])
})

it.each([
  ['an older server that knows no desks', 404, { code: 'not-found', message: 'm' }],
  ['a server that has trouble', 500, said],
  ['an answer that is none', 200, { hello: 'world' }],
])('hears nothing of %s', async (_what, status, body) => {
  answer = { status, body }
  expect(await askDesk(port, report)).toBeNull()
})

it('asks nobody when nobody is signed in', async () => {
  expect(await askDesk({ ...port, access: () => ({ state: 'signed-out' }) }, report)).toBeNull()
  expect(asked).toEqual([])
})

it('a sign-in that the server has ended is ended here too', async () => {
  answer = { status: 401, body: { code: 'sign-in-expired', message: 'm' } }
  expect(await askDesk(port, report)).toBeNull()
  expect(refused).toEqual(['token'])
})
