import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { protocolHeader } from '../../../shared/sync/protocol-version'
import type { TransportRequest } from '../../../shared/sync/engine/ports'
import { createPatience, fetchFiles, fetchTransport, toRaw } from './fetch-transport'

/** A body that comes in pieces, so many ms apart, until it is aborted. */
function slowBody(pieces: readonly string[], ms: number, signal: AbortSignal): Response {
  const left = [...pieces]
  return new Response(
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, ms))
        if (signal.aborted) controller.error(new Error('aborted'))
        const piece = left.shift()
        if (piece === undefined) controller.close()
        else controller.enqueue(new TextEncoder().encode(piece))
      },
    }),
  )
}

test('a large answer on a slow line is waited for as long as something comes', async () => {
  const patience = createPatience(400)
  const pieces = Array.from({ length: 12 }, (_, n) => `piece ${n},`)
  const raw = toRaw(slowBody(pieces, 60, patience.signal), patience)
  expect(await raw.text()).toBe(pieces.join(''))
})

test('an answer that stands still is given up', async () => {
  const patience = createPatience(50)
  const raw = toRaw(slowBody(['a', 'b'], 300, patience.signal), patience)
  await expect(raw.text()).rejects.toThrow('aborted')
})

describe('the app’s own server', () => {
  let asked: { method: string; path: string; type: string | undefined; body: string }[]
  let answer: (response: ServerResponse) => void
  let server: Server
  const fetchHere = globalThis.fetch
  beforeEach(async () => {
    asked = []
    answer = (response) => response.end('{}')
    server = createServer((request, response) => {
      const { method = '', url: path = '', headers } = request
      void text(request).then((body) => {
        asked.push({ method, path, type: headers['content-type'], body })
        answer(response)
      })
    }).listen(0)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    vi.stubGlobal('fetch', (path: string, init?: RequestInit) =>
      fetchHere(`http://localhost:${port}${path}`, init),
    )
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
    server.closeAllConnections()
    server.close()
  })

  it('is asked below /api, and its answer is read as it is', async () => {
    answer = (response) =>
      response
        .writeHead(503, { 'content-type': 'application/json', 'retry-after': '7', [protocolHeader]: '9' })
        .end('{"code":"busy"}')
    const raw = await fetchTransport.request({ method: 'POST', path: '/v1/sync/push', body: '{"é":1}' })
    expect(asked).toEqual([
      { method: 'POST', path: '/api/v1/sync/push', type: 'application/json', body: '{"é":1}' },
    ])
    expect(raw).toMatchObject({
      status: 503,
      contentType: 'application/json',
      retryAfterMs: 7000,
      protocol: 9,
    })
    expect(await raw?.text()).toBe('{"code":"busy"}')
    await fetchTransport.request({ method: 'GET', path: '/v1/sync/pull' })
    expect(asked[1]).toMatchObject({ method: 'GET', type: undefined, body: '' })
  })

  it.each([
    ['0', 0],
    ['2.5', 2500],
    ['-1', null],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
  ])('wants to be left alone for %s', async (header, ms) => {
    answer = (response) => response.writeHead(503, { 'retry-after': header }).end()
    expect(await fetchTransport.request({ method: 'GET', path: '/' })).toMatchObject({ retryAfterMs: ms })
  })

  it('that is not there, or hangs up, has given no answer', async () => {
    answer = (response) => response.destroy()
    expect(await fetchTransport.request({ method: 'GET', path: '/' })).toBeNull()
    expect(await fetchFiles.put('a', { name: 'a', blob: new Blob(['x']) })).toBeNull()
    expect(await fetchFiles.get('a')).toBeNull()
  })

  it('that does not answer is given up after half a minute, and a large body is given its time before that', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.stubGlobal(
      'fetch',
      (_path: string, { signal }: RequestInit) =>
        new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    )
    const over = (body?: string) => {
      let isOver = false
      const request: TransportRequest =
        body === undefined ? { method: 'GET', path: '/' } : { method: 'POST', path: '/', body }
      void fetchTransport.request(request).then((raw) => (isOver = raw === null))
      return () => isOver
    }
    const [small, large] = [over(), over('x'.repeat(400_000))]
    await vi.advanceTimersByTimeAsync(29_999)
    expect(small()).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect([small(), large()]).toEqual([true, false])
    await vi.advanceTimersByTimeAsync(100_000)
    expect(large()).toBe(true)
  })

  it('says line by line what a snapshot is, and that it broke off', async () => {
    answer = (response) => response.end('{"a":1}\n{"é":2}\n\n{"last":3}')
    const raw = await fetchTransport.request({ method: 'GET', path: '/' })
    const lines: string[] = []
    for await (const line of raw?.lines() ?? []) lines.push(line)
    expect(lines).toEqual(['{"a":1}', '{"é":2}', '', '{"last":3}'])
    answer = (response) => {
      response.write('{"a":1}\n{"b"')
      setTimeout(() => response.destroy(), 50)
    }
    const broken = await fetchTransport.request({ method: 'GET', path: '/' })
    await expect(broken?.text()).rejects.toThrow()
  })

  it('is given a file under its name and kind, and gives it back', async () => {
    answer = (response) => response.writeHead(201).end('{}')
    const blob = new Blob(['bytes'], { type: 'image/png' })
    expect(await fetchFiles.put('id', { name: 'a & b?.png', blob })).toMatchObject({ status: 201 })
    expect(asked).toEqual([
      {
        method: 'PUT',
        path: '/api/v1/attachments/id?name=a%20%26%20b%3F.png',
        type: 'image/png',
        body: 'bytes',
      },
    ])
    answer = (response) => response.end('there')
    expect(await (await fetchFiles.get('id'))?.text()).toBe('there')
    answer = (response) => response.writeHead(404).end('{"code":"not-found"}')
    expect(await fetchFiles.get('id')).toBeNull()
  })
})
