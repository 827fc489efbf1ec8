import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { atOneMoment, rows } from '../../src/server/db/database'
import type { Database, Writer } from '../../src/server/db/database'
import { cleanUp } from '../../src/server/jobs/clean-up'
import { closeSilentTickets } from '../../src/server/jobs/auto-close'
import { createContext, createLog } from '../../src/server/open'
import { createServer } from '../../src/server/server'
import { ask, signedInClient } from './support/client'
import { databaseKinds } from './support/databases'
import { aCustomer, password } from './support/desk'
import { createTicket, reply, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

/** A database on which nothing can be written but in a write transaction: those ask whether the tables still allow this server. */
function writtenInTransactionsAlone(database: Database): Database {
  const execute: Writer['execute'] = (statement) =>
    atOneMoment(database, async (reader) => ({ rows: await rows(reader, statement) }))
  const reading = { execute } as Writer
  return { ...database, reading, writing: reading }
}

describe.each(databaseKinds)('a server on %s', (kind) => {
  const use = useDesk(kind, 'administrator')

  it('writes nothing outside of a write transaction, whatever it is asked', async () => {
    const { clock, testDatabase } = use.desk
    const context = createContext({
      database: writtenInTransactionsAlone(testDatabase.database),
      now: () => clock.now,
      log: createLog('silent'),
      officeAddress: 'support@office.example',
      accounts: { publicUrl: 'https://desk.example' },
    })
    const app = await createServer(context)
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const { writing: queries } = testDatabase.database
    const { administrator, senior } = use.workspace.agents
    const said: number[] = []
    try {
      const wrong = { email: senior.email, password: 'wrong', device: 'x' }
      for (const body of [wrong, { ...wrong, email: 'nobody@x.example' }])
        expect((await ask(address, 'POST', '/v1/sign-in', body)).status).toBe(401)
      await ask(address, 'POST', '/v1/forgotten-password', { email: senior.email })
      const client = await signedInClient(address, administrator.email, password)
      const other = await signedInClient(address, administrator.email, password)
      // A use of a sign-in is written down once an hour.
      clock.now += 2 * 3_600_000
      const asked = async (method: string, path: string, body?: unknown) => {
        const { status, body: answer } = await client.ask<unknown>(method, path, body)
        expect(status, `${method} ${path} ${JSON.stringify(answer)}`).toBe(200)
        said.push(status)
      }
      const ticket = randomUUID()
      const { mutations } = { mutations: [createTicket(ticket)] }
      await asked('POST', '/v1/sync/push', { deviceId: randomUUID(), mutations })
      const again = reply(ticket, seenOf(await client.ticket(ticket)))
      await asked('POST', '/v1/sync/push', { deviceId: randomUUID(), mutations: [again], again: [again.id] })
      const [mail] = await rows<{ id: string }>(
        queries,
        sql`update mail_outbox set state = 'failed' where ticket_id = ${ticket}::uuid returning id`,
      )
      await asked('POST', `/v1/outbox/${mail?.id}/send-again`)
      await asked('POST', '/v1/presence', { ticketId: ticket, doing: 'viewing' })
      await asked('POST', '/v1/desk', { idleMs: 0, rung: ['a-key'] })
      await asked('PUT', `/v1/attachments/${randomUUID()}?name=x`, { any: 'thing' })
      await asked('PUT', '/v1/me/absence', { awayUntil: null, standInId: null })
      await asked('PUT', `/v1/customers/${randomUUID()}`, { ...aCustomer('In'), id: undefined })
      await asked('PUT', '/v1/office/sender-domains', { domains: ['support.office.example'] })
      await asked('POST', '/v1/office/staff-days', { date: '2026-08-04', name: 'Uitje' })
      for (const present of ['wrong', password])
        await client.ask('PUT', '/v1/password', { present, next: 'another horse battery staple' })
      expect((await other.ask('GET', '/v1/me')).status).toBe(401)
      const unfollow = context.signIns.follow(
        { workspaceId: use.workspace.id, deviceId: randomUUID() },
        () => {},
      )
      context.signIns.look()
      await asked('POST', '/v1/devices/end-others')
      await cleanUp(context.database, clock.now, { idleMs: 1e12, faults: context.faults })
      await closeSilentTickets(context)
      await context.accounts.background.done()
      unfollow()
      await asked('POST', '/v1/sign-out')
      expect([...context.faults.counts]).toEqual([])
    } finally {
      await app.close()
      context.heads.close()
    }
  })
})
