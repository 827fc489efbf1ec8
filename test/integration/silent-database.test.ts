import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres } from '../../src/server/db/postgres'
import type { App } from '../../src/server/http/route'
import type { ServerContext } from '../../src/server/context'
import { createContext, createLog } from '../../src/server/open'
import { createServer } from '../../src/server/server'
import type { PushResponse } from '../../src/shared/sync/wire'
import type { TcpProxy } from '../support/tcp-proxy'
import { startTcpProxy } from '../support/tcp-proxy'
import type { Client } from './support/client'
import { signedInClient } from './support/client'
import type { TestDatabase } from './support/databases'
import { freshDatabase, postgresUrl } from './support/databases'
import { makeWorkspace, password } from './support/desk'
import { createTicket } from './support/mutations'

const answerWithinMs = 500

/** A database host that is gone hangs up on nobody: its connections are simply without an answer. */
describe.skipIf(!postgresUrl)('a database that falls silent', () => {
  let testDatabase: TestDatabase
  let proxy: TcpProxy
  let context: ServerContext
  let app: App
  let client: Client
  beforeAll(async () => {
    testDatabase = await freshDatabase('postgres')
    const url = new URL(testDatabase.url ?? '')
    proxy = await startTcpProxy(Number(url.port))
    url.port = String(proxy.port)
    context = createContext({
      database: openPostgres(url.href, { answerWithinMs }),
      log: createLog('silent'),
      officeAddress: 'support@office.example',
    })
    app = await createServer(context)
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const { agents } = await makeWorkspace(context, 'Alfa')
    client = await signedInClient(address, agents.agent.email, password)
  })
  afterAll(async () => {
    await app.close()
    context.heads.close()
    await context.database.close()
    await proxy.close()
    await testDatabase.drop()
  })

  it('at any moment of a push costs its client one answer in time, and nothing is lost, doubled or half done', async () => {
    const seen: number[] = []
    for (let pieces = 0; pieces < 40; pieces++) {
      await client.push(createTicket(randomUUID()))
      const body = { deviceId: randomUUID(), mutations: [createTicket(randomUUID())] }
      proxy.silenceAfter(pieces)
      const began = performance.now()
      const { status } = await client.ask('POST', '/v1/sync/push', body)
      expect(performance.now() - began).toBeLessThan(4 * answerWithinMs)
      seen.push(status)
      proxy.recover()
      const again = await client.ask<PushResponse>('POST', '/v1/sync/push', body)
      expect(again).toMatchObject({ status: 200, body: { outcomes: [{ result: 'applied' }] } })
    }
    expect(new Set(seen)).toEqual(new Set([200, 503]))
    const { start, tickets } = await client.snapshot()
    expect(tickets.size).toBe(2 * seen.length)
    // The customer of the workspace is the first change.
    expect(start.seq).toBe(2 * seen.length + 1)
  })
})
