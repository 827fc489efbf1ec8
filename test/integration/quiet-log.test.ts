import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createContext, createLog } from '../../src/server/open'
import { createServer } from '../../src/server/server'
import { ask, signedInClient } from './support/client'
import type { TestDatabase } from './support/databases'
import { freshDatabase } from './support/databases'
import { makeWorkspace, password } from './support/desk'
import { createTicket } from './support/mutations'

/** What a customer wrote, what people search for, passwords and tokens: none of it may stand in a log. */
let testDatabase: TestDatabase
beforeAll(async () => {
  testDatabase = await freshDatabase('pglite')
})
afterAll(() => testDatabase.drop())

it('logs each request and each fault, and nothing of what was said', async () => {
  const lines: string[] = []
  const log = createLog('trace', { write: (line: string) => void lines.push(line) })
  const context = createContext({ database: testDatabase.database, log })
  const { agents } = await makeWorkspace(context, 'Alfa')
  const app = await createServer(context)
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const client = await signedInClient(address, agents.agent.email, password)
  const secret = 'GEHEIM-van-de-klant'
  await client.push(createTicket(randomUUID(), { subject: secret }))
  await client.ask('GET', `/v1/search?q=${secret}`)
  await client.ask('POST', '/v1/sync/push', { deviceId: secret, mutations: [secret] })
  await client.ask('POST', '/v1/sync/push', `{"${secret}`)
  await client.ask('GET', `/v1/nowhere/${secret}`)
  await ask(address, 'POST', '/v1/sign-in', { email: `${secret}@x.nl`, password: secret, device: secret })
  await context.database.writing.execute(sql`drop table events cascade`)
  const fault = await client.push(createTicket(randomUUID(), { subject: secret })).catch((e: Error) => e)
  expect(String(fault)).toContain('database-busy')
  await app.close()
  context.heads.close()
  const all = lines.join('')
  expect(lines.length).toBeGreaterThan(8)
  expect(all).toContain('/v1/sync/push')
  expect(all).toContain('42P01')
  for (const hidden of [secret, password, client.session.token, agents.agent.email])
    expect(all).not.toContain(hidden)
})
