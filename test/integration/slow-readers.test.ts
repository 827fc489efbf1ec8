import { randomBytes, randomUUID } from 'node:crypto'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../src/server/http/route'
import type { ReaderPatience } from '../../src/server/http/slow-readers'
import { createServer } from '../../src/server/server'
import { databaseKinds } from './support/databases'
import { createTicket } from './support/mutations'
import { useDesk } from './support/use-desk'

const mib = 1024 * 1024

describe.each(databaseKinds)('clients that do not read their answer, on %s', (kind) => {
  const use = useDesk(kind)
  const fileId = randomUUID()
  const sockets: Socket[] = []
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
  })
  beforeAll(async () => {
    await fetch(`${use.desk.address}/v1/attachments/${fileId}?name=log.bin`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${use.client.session.token}` },
      body: randomBytes(24 * mib),
    })
    const ids = Array.from({ length: 12 }, () => randomUUID())
    await use.client.push(...ids.map((id) => createTicket(id)))
    // More than the network holds by itself, in buckets of their own.
    await use.desk.context.database.writing.execute(sql`update tickets
      set doc = (doc::jsonb || jsonb_build_object('preview', repeat('x', ${4 * mib}::int)))::json, bucket = number`)
  }, 60_000)

  async function serve(patience: ReaderPatience): Promise<{ app: App; port: number }> {
    const app = await createServer(use.desk.context, { patience })
    await app.listen({ host: '127.0.0.1', port: 0 })
    return { app, port: (app.server.address() as AddressInfo).port }
  }

  /** Asks, and reads the head of the answer alone. Returns its status, and when the server hangs up. */
  function ask(port: number, path: string): Promise<{ status: number; hungUp: Promise<void> }> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      sockets.push(socket)
      const hungUp = new Promise<void>((done) => socket.once('close', () => done()))
      socket.on('error', () => undefined)
      socket.once('data', (head) => {
        socket.pause()
        resolve({ status: Number(/^HTTP\/1.1 (\d+)/.exec(head.toString('latin1'))?.[1]), hungUp })
      })
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${use.client.session.token}\r\n\r\n`,
      )
    })
  }

  it.each([
    ['a snapshot', () => '/v1/sync/snapshot'],
    ['a file', () => `/v1/attachments/${fileId}`],
  ])('do not keep a server from stopping: %s', async (_, path) => {
    const { app, port } = await serve({ stallMs: 60_000, stopMs: 500 })
    expect((await ask(port, path())).status).toBe(200)
    const began = performance.now()
    await app.close()
    const took = performance.now() - began
    expect(took).toBeGreaterThan(400)
    expect(took).toBeLessThan(10_000)
  })

  it('are hung up on, and until then take some of the places for snapshots only', async () => {
    const { app, port } = await serve({ stallMs: 1500, stopMs: 200 })
    const stalled = [await ask(port, '/v1/sync/snapshot'), await ask(port, '/v1/sync/snapshot')]
    expect(stalled.map(({ status }) => status)).toEqual([200, 200])
    const third = await ask(port, '/v1/sync/snapshot')
    expect(third.status).toBe(503)
    await expect
      .poll(async () => (await ask(port, '/v1/sync/snapshot')).status, { timeout: 15_000, interval: 500 })
      .toBe(200)
    await app.close()
  })
})
