import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServerContext } from '../../src/server/context'
import { createContext, createLog } from '../../src/server/open'
import { createServer } from '../../src/server/server'
import type { App } from '../../src/server/http/route'
import type { Client } from './support/client'
import { signedInClient } from './support/client'
import type { TestDatabase } from './support/databases'
import { databaseKinds, freshDatabase } from './support/databases'
import type { Workspace } from './support/desk'
import { makeWorkspace, password } from './support/desk'
import { createTicket } from './support/mutations'

const heartbeatMs = 100

describe.each(databaseKinds)('a client that goes away on %s', (kind) => {
  let testDatabase: TestDatabase
  let context: ServerContext
  let app: App
  let port: number
  let address: string
  let workspace: Workspace
  let client: Client
  let listening = 0
  /** Each statement of a reader waits for so long (ms). */
  let slowness = 0
  const lines: string[] = []

  beforeAll(async () => {
    testDatabase = await freshDatabase(kind)
    const { database } = testDatabase
    const slow = new Proxy(database.writing, {
      get: (target, name) =>
        name === 'execute'
          ? async (...args: Parameters<typeof target.execute>) => {
              if (slowness > 0) await sleep(slowness)
              return target.execute(...args)
            }
          : (Reflect.get(target, name) as unknown),
    })
    const log = createLog('info', { write: (line: string) => void lines.push(line) })
    const real = createContext({ database: { ...database, reading: slow }, log })
    context = {
      ...real,
      heads: {
        ...real.heads,
        listen: (workspaceId, listener) => {
          const stop = real.heads.listen(workspaceId, listener)
          listening++
          return () => {
            listening--
            stop()
          }
        },
      },
    }
    app = await createServer(context, { heartbeatMs })
    address = await app.listen({ host: '127.0.0.1', port: 0 })
    port = (app.server.address() as AddressInfo).port
    workspace = await makeWorkspace(context, 'Alfa')
    client = await signedInClient(address, workspace.agents.agent.email, password)
  })
  afterAll(async () => {
    await app.close()
    context.heads.close()
    await testDatabase.drop()
  })

  const headers = () => ({ authorization: `Bearer ${client.session.token}` })

  it('before its live stream begins leaves no timer and no listener behind', async () => {
    slowness = 150
    const asked = Array.from({ length: 20 }, () => {
      const sent = request(`${address}/v1/sync/live`, { headers: headers() })
      sent.on('error', () => undefined).end()
      return sent
    })
    await sleep(200)
    for (const sent of asked) sent.destroy()
    await sleep(1500)
    slowness = 0
    expect(listening).toBe(0)
    expect(await openStream()).toBe(200)
  })

  /** Opens a stream and hangs up once it has begun. */
  const openStream = async () => {
    const response = await fetch(`${address}/v1/sync/live`, { headers: headers() })
    expect(listening).toBe(1)
    await response.body?.cancel()
    await expect.poll(() => listening).toBe(0)
    return response.status
  }

  it('by signing out has its stream ended', async () => {
    const leaving = await signedInClient(address, workspace.agents.senior.email, password)
    const response = await fetch(`${address}/v1/sync/live`, {
      headers: { authorization: `Bearer ${leaving.session.token}` },
    })
    expect(listening).toBe(1)
    await leaving.ask('POST', '/v1/sign-out')
    // Reads until the server ends it.
    expect(await response.text()).toContain('event: head')
    await expect.poll(() => listening).toBe(0)
  })

  it('hears meanwhile what another server commits', async () => {
    const other = await createServer(
      createContext({ database: testDatabase.database, log: createLog('silent') }),
    )
    const elsewhere = await other.listen({ host: '127.0.0.1', port: 0 })
    const response = await fetch(`${address}/v1/sync/live`, { headers: headers() })
    const writer = await signedInClient(elsewhere, workspace.agents.agent.email, password)
    const reader = response.body?.getReader()
    const next = async () => new TextDecoder().decode((await reader?.read())?.value)
    const before = await next()
    const seqOf = (text: string) => Number(/"head":(\d+)/.exec(text)?.[1])
    await writer.push(createTicket(randomUUID()))
    let text = before
    while (seqOf(text) <= seqOf(before)) text = await next()
    expect(seqOf(text)).toBe(seqOf(before) + 1)
    await reader?.cancel()
    await other.close()
  })

  it('half-way through its request is no fault of the server: no error line, and no 5xx is counted', async () => {
    lines.length = 0
    for (let again = 0; again < 30; again++) {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write(
        'POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"email":',
      )
      await sleep(10)
      if (again % 2 === 0) socket.destroy()
      else socket.resetAndDestroy()
    }
    await sleep(200)
    expect(lines.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).toEqual([])
    const metrics = String((await client.ask('GET', '/metrics')).body)
    expect(metrics).not.toMatch(/status="5/)
  })

  it('in the middle of a snapshot costs nobody else a connection', async () => {
    for (let tickets = 0; tickets < 5; tickets++) await client.push(createTicket(randomUUID()))
    slowness = 50
    for (let again = 0; again < 30; again++) {
      const sent = request(`${address}/v1/sync/snapshot`, {
        headers: { ...headers(), 'accept-encoding': 'gzip', 'x-forwarded-for': '203.0.113.9' },
      })
      sent.on('error', () => undefined).end()
      await sleep(20)
      sent.destroy()
    }
    await sleep(500)
    slowness = 0
    expect((await client.snapshot()).complete).toBe(true)
  })
})
