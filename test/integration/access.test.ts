import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deviceLifetimeMs, removeDevices } from '../../src/server/accounts/devices'
import { rememberedMs } from '../../src/server/accounts/identities'
import { failuresAllowed, windowMs } from '../../src/server/accounts/throttle'
import type { Session } from '../../src/shared/sync/wire'
import { databaseKinds } from './support/databases'
import type { Client } from './support/client'
import { ask } from './support/client'
import type { Desk, Workspace } from './support/desk'
import { aCustomer, openDesk, password } from './support/desk'
import { writeTransaction } from '../../src/server/db/database'
import { createTicket, mutationOf, reply, seenOf } from './support/mutations'

describe.each(databaseKinds)('access on %s', (kind) => {
  let desk: Desk
  let alfa: Workspace
  let beta: Workspace
  let agent: Client
  let administrator: Client
  beforeAll(async () => {
    desk = await openDesk(kind)
    alfa = await desk.workspace('Alfa')
    beta = await desk.workspace('Beta')
    agent = await desk.signIn(alfa.agents.agent)
    administrator = await desk.signIn(alfa.agents.administrator)
  })
  afterAll(() => desk.close())

  const signIn = (email: string, secret: string) =>
    ask<Session>(desk.address, 'POST', '/v1/sign-in', { email, password: secret, device: 'test' })

  describe('signing in', () => {
    it('works whatever the case of the e-mail address, and says who one is', async () => {
      const { body } = await signIn('AGENT@Alfa.Example', password)
      expect(body).toMatchObject({ workspaceName: 'Alfa', agent: alfa.agents.agent })
      expect(await agent.ask('GET', '/v1/me')).toMatchObject({
        status: 200,
        body: { agent: alfa.agents.agent },
      })
    })

    it('does not tell a wrong password from an unknown address', async () => {
      const wrong = await signIn(alfa.agents.senior.email, 'wrong')
      const unknown = await signIn('nobody@alfa.example', 'wrong')
      expect(wrong).toMatchObject({ status: 401, body: { code: 'sign-in-refused' } })
      expect(unknown.body).toEqual(wrong.body)
    })

    it('is refused for a while after too many failures, also with the right password', async () => {
      const email = beta.agents.agent.email
      for (let n = 0; n < failuresAllowed.pair; n++) expect((await signIn(email, 'wrong')).status).toBe(401)
      const refused = await signIn(email, password)
      expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } })
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
      desk.clock.now += windowMs
      expect((await signIn(email, password)).status).toBe(200)
    })

    it('that another server ended reads a moment longer, and writes nothing', async () => {
      const client = await desk.signIn(alfa.agents.senior)
      expect((await client.ask('GET', '/v1/me')).status).toBe(200)
      const owner = { workspaceId: alfa.id, agentId: alfa.agents.senior.id }
      await writeTransaction(desk.context.database, (tx) =>
        removeDevices(tx, owner, 'all', 'ended-elsewhere'),
      )
      expect((await client.ask('POST', '/v1/presence', {})).status).toBe(401)
      expect((await client.ask('GET', '/v1/me')).status).toBe(200)
      desk.clock.now += rememberedMs
      expect((await client.ask('GET', '/v1/me')).status).toBe(401)
    })

    it('ends with signing out, and with time', async () => {
      const client = await desk.signIn(alfa.agents.senior)
      await client.ask('POST', '/v1/sign-out')
      expect(await client.ask('GET', '/v1/me')).toMatchObject({
        status: 401,
        body: { code: 'sign-in-expired' },
      })
      const other = await desk.signIn(alfa.agents.senior)
      desk.clock.now += deviceLifetimeMs
      expect(await other.ask('GET', '/v1/me')).toMatchObject({ status: 401 })
      desk.clock.now -= deviceLifetimeMs
    })

    it.each([
      '/v1/me',
      '/v1/sync/snapshot',
      '/v1/sync/pull',
      '/v1/sync/checksums',
      '/v1/sync/buckets/0',
      '/v1/sync/live',
      '/v1/outbox',
      '/v1/search?q=x',
    ])('is needed for %s', async (path) => {
      const none: Record<string, string> = {}
      for (const headers of [
        none,
        { authorization: 'Bearer x' },
        { authorization: `Bearer ${'a'.repeat(43)}` },
      ])
        expect((await ask(desk.address, 'GET', path, undefined, headers)).status).toBe(401)
    })
  })

  describe('workspaces', () => {
    it('keep apart everything that has an id', async () => {
      const id = randomUUID()
      const file = randomUUID()
      await agent.push(createTicket(id, { customerId: alfa.customer.id }))
      await agent.push(reply(id, seenOf(await agent.ticket(id))))
      await fetch(`${desk.address}/v1/attachments/${file}?name=a.bin`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${agent.session.token}`,
          'content-type': 'application/octet-stream',
        },
        body: new Uint8Array([1, 2, 3]),
      })
      const stranger = await desk.signIn(beta.agents.administrator)
      const seen = await stranger.snapshot()
      expect([...seen.tickets.keys()]).toEqual([])
      expect(seen.start.customers.map((customer) => customer.id)).toEqual([beta.customer.id])
      expect(seen.start.agents).toHaveLength(4)
      expect((await stranger.ask('GET', `/v1/attachments/${file}`)).status).toBe(404)
      expect((await stranger.ask('GET', `/v1/agents/${alfa.agents.agent.id}`)).status).toBe(404)
      expect((await stranger.ask<object>('GET', `/v1/outbox?ticketId=${id}`)).body).toEqual({ mails: [] })
      expect((await stranger.ask<object>('GET', '/v1/search?q=concept')).body).toEqual({ results: [] })
      const { start } = await agent.snapshot()
      expect((await stranger.ask('GET', `/v1/sync/pull?epoch=${start.epoch}&after=0`)).status).toBe(410)
      expect((await stranger.ask('GET', `/v1/sync/buckets/2?epoch=${start.epoch}&at=0`)).status).toBe(410)
      expect(await stranger.push(mutationOf('note.add', id, { text: 'x' }))).toMatchObject([
        { result: 'rejected', reason: { code: 'no-ticket' } },
      ])
      expect(await stranger.push(createTicket(randomUUID(), { customerId: alfa.customer.id }))).toMatchObject(
        [{ result: 'rejected', reason: { code: 'unknown-customer' } }],
      )
      const others = await stranger.ask<{ others: unknown[] }>('POST', '/v1/presence', {
        ticketId: id,
        doing: 'viewing',
      })
      expect(others.body.others).toEqual([])
    })

    it('do not share outcomes: the same mutation id in two of them is two mutations', async () => {
      const stranger = await desk.signIn(beta.agents.senior)
      const mutation = createTicket(randomUUID())
      expect(await agent.push(mutation)).toMatchObject([{ result: 'applied' }])
      expect(await stranger.push({ ...mutation, writtenAt: mutation.writtenAt + 1 })).toMatchObject([
        { result: 'applied' },
      ])
    })
  })

  describe('administration', () => {
    const customerBody = () => ({ ...aCustomer(`c${randomUUID().slice(0, 8)}`), id: undefined })

    it('is for those whose role allows it', async () => {
      const requests = [
        ['PUT', `/v1/customers/${randomUUID()}`, customerBody()],
        [
          'PUT',
          `/v1/agents/${randomUUID()}`,
          { ...alfa.agents.agent, id: undefined, email: 'n@alfa.example' },
        ],
        ['POST', '/v1/office/staff-days', { date: '2026-05-04', name: 'Uitje' }],
        ['PUT', '/v1/office/teams', { teams: [{ id: alfa.teamId, name: 'Team' }], version: 1 }],
      ] as const
      for (const [method, path, body] of requests) {
        expect(await agent.ask(method, path, body), path).toMatchObject({
          status: 403,
          body: { code: 'not-allowed' },
        })
        expect((await administrator.ask(method, path, body)).status, path).toBe(200)
      }
    })

    it('refuses an e-mail address that somebody has, and a day that does not exist', async () => {
      const taken = { ...customerBody(), email: alfa.customer.email.toUpperCase() }
      expect(await administrator.ask('PUT', `/v1/customers/${randomUUID()}`, taken)).toMatchObject({
        status: 409,
        body: { code: 'email-taken' },
      })
      for (const date of ['2026-02-30', '2026-13-01', 'morgen', '26-01-01'])
        expect(await administrator.ask('POST', '/v1/office/staff-days', { date, name: 'x' })).toMatchObject({
          status: 400,
          body: { code: 'invalid-request', details: { field: 'date' } },
        })
    })

    it('announces a day once, and takes it back', async () => {
      const day = { date: '2026-12-31', name: 'Oudjaarsdag' }
      expect((await administrator.ask('POST', '/v1/office/staff-days', day)).status).toBe(200)
      expect((await administrator.ask('POST', '/v1/office/staff-days', day)).status).toBe(409)
      expect((await administrator.ask('DELETE', '/v1/office/staff-days/2026-12-31')).status).toBe(200)
      expect((await administrator.ask('DELETE', '/v1/office/staff-days/2026-12-31')).status).toBe(404)
    })

    const officeVersion = async () => (await administrator.snapshot()).start.office.version ?? 0

    it('keeps a team in which somebody works', async () => {
      expect(
        await administrator.ask('PUT', '/v1/office/teams', { teams: [], version: await officeVersion() }),
      ).toMatchObject({
        status: 409,
        body: { code: 'team-in-use' },
      })
    })

    it('never leaves a workspace without an administrator', async () => {
      const { id, ...self } = alfa.agents.administrator
      for (const change of [{ role: 'senior' }, { active: false }])
        expect(
          await administrator.ask('PUT', `/v1/agents/${id}`, { ...self, ...change, version: 0 }),
        ).toMatchObject({
          status: 409,
          body: { code: 'last-administrator' },
        })
    })

    it('signs out at once who may no longer work here, or has a new password', async () => {
      const { id, ...fields } = alfa.agents.senior
      const leaving = await desk.signIn(alfa.agents.senior)
      await administrator.ask('PUT', `/v1/agents/${id}`, { ...fields, active: false, version: 0 })
      expect((await leaving.ask('GET', '/v1/me')).status).toBe(401)
      expect((await signIn(fields.email, password)).status).toBe(401)
      await administrator.ask('PUT', `/v1/agents/${id}`, {
        ...fields,
        password: 'a new long password',
        version: 1,
      })
      expect((await signIn(fields.email, 'a new long password')).status).toBe(200)
    })

    it('lets a new agent sign in with the password that came with them', async () => {
      const { id: _, ...fields } = { ...alfa.agents.agent, email: 'new@alfa.example' }
      const path = `/v1/agents/${randomUUID()}`
      expect((await administrator.ask('PUT', path, { ...fields, password })).status).toBe(200)
      expect(await signIn(fields.email, password)).toMatchObject({ status: 200, body: { agent: fields } })
    })

    it('changes an agent, the password and the sign-ins together or not at all', async () => {
      const { id, ...fields } = alfa.agents['managing-partner']
      const client = await desk.signIn(alfa.agents['managing-partner'])
      const change = { ...fields, name: 'Somebody else', password: 'a new long password', version: 0 }
      const { writing: queries } = desk.context.database
      // What refers to sign-ins keeps them from being ended.
      await queries.execute(
        sql`create table holds (workspace_id uuid, id uuid, foreign key (workspace_id, id) references devices)`,
      )
      await queries.execute(
        sql`insert into holds select workspace_id, id from devices where agent_id = ${id}::uuid`,
      )
      expect((await administrator.ask('PUT', `/v1/agents/${id}`, change)).status).toBe(503)
      await queries.execute(sql`drop table holds`)
      expect(await client.ask('GET', `/v1/agents/${id}`)).toMatchObject({ body: { name: fields.name } })
      expect((await signIn(fields.email, password)).status).toBe(200)
      expect((await administrator.ask('PUT', `/v1/agents/${id}`, change)).status).toBe(200)
      expect((await signIn(fields.email, change.password)).status).toBe(200)
    })

    it('lets nobody assign work to who does not work here', async () => {
      const left = { ...alfa.agents.agent, email: 'left@alfa.example', active: false }
      const id = randomUUID()
      await administrator.ask('PUT', `/v1/agents/${id}`, { ...left, id: undefined })
      expect(await agent.push(createTicket(randomUUID(), { assigneeId: id }))).toMatchObject([
        { result: 'rejected', reason: { code: 'unknown-agent' } },
      ])
    })
  })

  it('tells its metrics to its own machine only, also behind a proxy', async () => {
    const metrics = (headers: Record<string, string> = {}) =>
      ask<string>(desk.address, 'GET', '/metrics', undefined, headers)
    expect(await metrics()).toMatchObject({
      status: 200,
      body: expect.stringContaining('tijdig_requests_total'),
    })
    expect(await metrics({ 'x-forwarded-for': '203.0.113.9' })).toMatchObject({ status: 404 })
  })

  it('shows colleagues who look at the same ticket, and forgets them after half a minute', async () => {
    const ticketId = randomUUID()
    const see = async (client: Client, doing: 'viewing' | 'writing') =>
      (await client.ask<{ others: unknown[] }>('POST', '/v1/presence', { ticketId, doing })).body.others
    expect(await see(agent, 'writing')).toEqual([])
    expect(await see(administrator, 'viewing')).toEqual([{ name: alfa.agents.agent.name, doing: 'writing' }])
    desk.clock.now += 31_000
    expect(await see(administrator, 'viewing')).toEqual([])
  })

  it('finds tickets by words of any text, by an unfinished word, and by number', async () => {
    const id = randomUUID()
    await agent.push(createTicket(id, { subject: 'Boekhouding: btw-aangifte klopt niet' }))
    await agent.push(mutationOf('note.add', id, { text: 'Rubriek 5b staat dubbel in het grootboek' }))
    const find = async (q: string) =>
      (await agent.ask<{ results: { ticketId: string }[] }>('GET', `/v1/search?q=${encodeURIComponent(q)}`))
        .body.results
    const { number } = await agent.ticket(id)
    for (const q of ['aangifte', 'GROOTBOEK dubbel', 'aangif', `#${number}`, `${number}`])
      expect((await find(q))[0]?.ticketId, q).toBe(id)
    for (const q of ['grootboek afwezig', "'); drop table events; --", '%', '& | !'])
      expect(await find(q), q).toEqual([])
  })
})
