import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
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
let answer: (response: ServerResponse) => void
/** Resolves when the server has a request. */
let asked: PromiseWithResolvers<void>
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  asked = Promise.withResolvers()
  server = createServer((_request, response) => {
    asked.resolve()
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  port = { access: () => ({ state: 'signed-in', serverUrl, token: 'token' }), refused: () => undefined }
})
afterEach(() => {
  vi.useRealTimers()
  server.closeAllConnections()
  server.close()
})

const ask = (): Promise<Response> => {
  const url = 'tijdig-app://app/api/v1/sync/snapshot'
  return proxyApi(port, new URL(url), new Request(url))
}

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
