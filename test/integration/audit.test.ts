import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { createAdmin } from '../../src/server/accounts/create-admin'
import { auditKeptMs } from '../../src/server/accounts/audit'
import { mostNetworksAnHour } from '../../src/server/accounts/refused-sign-ins'
import { rows } from '../../src/server/db/database'
import { cleanUp } from '../../src/server/jobs/clean-up'
import type { AuditPage } from '../../src/shared/sync/account-wire'
import { cleanUpRules } from './support/clean-up-rules'
import { databaseKinds } from './support/databases'
import { ask } from './support/client'
import { aCustomer, password } from './support/desk'
import { useDesk } from './support/use-desk'

describe.each(databaseKinds)('the audit trail on %s', (kind) => {
  const use = useDesk(kind, 'administrator')

  const page = async (query = '') => (await use.client.ask<AuditPage>('GET', `/v1/audit${query}`)).body
  const newest = async (count: number) => (await page(`?limit=${count}`)).entries
  const wrongSignIn = (email: string, from: string) =>
    ask(
      use.desk.address,
      'POST',
      '/v1/sign-in',
      { email, password: 'a wrong password', device: 'test' },
      { 'x-forwarded-for': from },
    )
  /** Ids of the same millisecond have no order. */
  const later = () => {
    use.desk.clock.now += 10
  }

  it('tells who changed which rights, and from what to what', async () => {
    const { id, ...fields } = use.workspace.agents.agent
    later()
    await use.client.replace(`/v1/agents/${id}`, { ...fields, role: 'senior' })
    const [entry] = await newest(1)
    expect(entry).toMatchObject({
      action: 'agent.changed',
      subject: id,
      agentId: use.workspace.agents.administrator.id,
      address: '127.0.0.1',
      before: { role: 'agent' },
      after: { role: 'senior' },
    })
    expect(entry?.deviceId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('tells of customers, teams, staff days and sender domains', async () => {
    const customer = { ...aCustomer('Audited'), id: undefined }
    const teams = [{ id: use.workspace.teamId, name: 'Renamed' }]
    const steps = [
      ['PUT', `/v1/customers/${use.workspace.customer.id}`, customer, 'customer.changed'],
      ['PUT', '/v1/office/teams', { teams }, 'teams.changed'],
      ['POST', '/v1/office/staff-days', { date: '2099-05-04', name: 'Uitje' }, 'staff-day.announced'],
      ['DELETE', '/v1/office/staff-days/2099-05-04', undefined, 'staff-day.withdrawn'],
      ['PUT', '/v1/office/sender-domains', { domains: ['Firm.example'] }, 'sender-domains.changed'],
    ] as const
    for (const [method, path, body, action] of steps) {
      later()
      const done =
        method === 'PUT' ? await use.client.replace(path, body) : await use.client.ask(method, path, body)
      expect(done.status, path).toBe(200)
      expect(await newest(1)).toMatchObject([{ action }])
    }
  })

  it('tells that a password was set, and neither it nor its hash', async () => {
    const { id, ...fields } = use.workspace.agents.senior
    later()
    await use.client.replace(`/v1/agents/${id}`, { ...fields, password: 'a very secret one' })
    const entries = await newest(2)
    expect(entries.map(({ action }) => action).sort()).toEqual(['agent.changed', 'password.set'])
    const all = await rows(use.desk.context.database.writing, sql`select * from audit`)
    expect(JSON.stringify(all)).not.toMatch(/a very secret one|argon2/)
  })

  it('says nothing of what was not done', async () => {
    const before = await newest(500)
    const { id, ...fields } = use.workspace.agents.administrator
    expect((await use.client.replace(`/v1/agents/${id}`, { ...fields, role: 'agent' })).status).toBe(409)
    expect(await newest(500)).toEqual(before)
  })

  it('tells of refused sign-ins with an address of the workspace; of others only how many', async () => {
    later()
    await wrongSignIn(use.workspace.agents.agent.email, '203.0.113.1')
    expect(await newest(1)).toMatchObject([
      {
        action: 'sign-in.refused',
        subject: use.workspace.agents.agent.id,
        agentId: null,
        address: '203.0.113.1',
      },
    ])
    const before = await newest(500)
    await wrongSignIn('nobody@nowhere.example', '203.0.113.2')
    await wrongSignIn('somebody@nowhere.example', '203.0.113.2')
    expect(await newest(500)).toEqual(before)
    const { writing: queries } = use.desk.context.database
    const strangers = sql`select network, attempts from refused_sign_ins order by attempts desc, network limit 2`
    expect(await rows(queries, strangers)).toEqual([{ network: '203.0.113.2', attempts: 2 }])
    await queries.execute(sql`insert into refused_sign_ins select hour, 'x' || n, 1 from refused_sign_ins,
      generate_series(2, ${mostNetworksAnHour}::int) n`)
    await wrongSignIn('nobody@nowhere.example', '203.0.113.3')
    await wrongSignIn('nobody@nowhere.example', '203.0.113.4')
    expect(await rows(queries, strangers)).toEqual([
      { network: '203.0.113.2', attempts: 2 },
      { network: 'others', attempts: 2 },
    ])
  })

  it('tells how often a sign-in was refused beyond the limit, in few rows', async () => {
    later()
    const { id, email } = use.workspace.agents['managing-partner']
    const key = `pair:${use.workspace.id} ${id} 203.0.113.77`
    await use.desk.context.database.writing.execute(sql`insert into sign_in_attempts
      values (${key}, 10, ${use.desk.clock.now}::double precision)`)
    for (let n = 0; n < 12; n++) {
      later()
      expect((await wrongSignIn(email, '203.0.113.77')).status).toBe(429)
    }
    const found = (await newest(500)).filter((entry) => entry.subject === id)
    expect(found.map(({ action, after }) => [action, (after as { attempts: number }).attempts])).toEqual([
      ['sign-in.limited', 10],
      ['sign-in.limited', 1],
    ])
    const counts = await rows(use.desk.context.database.writing, sql`select attempts from limited_sign_ins`)
    expect(counts).toEqual([{ attempts: 12 }])
  })

  it('tells of a wrong own password, in the log as well', async () => {
    later()
    const lines: unknown[] = []
    const { log } = use.desk.context
    const info = log.info.bind(log)
    log.info = ((line: object) => void lines.push(line)) as typeof log.info
    const { id } = use.workspace.agents.administrator
    const change = { present: 'a wrong password', next: 'quite another one' }
    expect((await use.client.ask('PUT', '/v1/password', change)).status).toBe(403)
    log.info = info
    expect(lines).toEqual([{ event: 'own-password-refused', address: '127.0.0.1', reason: 'wrong-password' }])
    expect(await newest(1)).toMatchObject([{ action: 'password.refused', subject: id, agentId: id }])
  })

  it('tells of a domain that a first customer entered, a first administrator, and a replaced sign-in', async () => {
    await use.desk.context.database.writing.execute(sql`delete from sender_domains`)
    later()
    const customer = { ...aCustomer('First'), id: undefined, email: 'desk@first-domain.example' }
    expect((await use.client.replace(`/v1/customers/${randomUUID()}`, customer)).status).toBe(200)
    expect(await newest(2)).toContainEqual(
      expect.objectContaining({ action: 'sender-domains.changed', after: ['first-domain.example'] }),
    )
    later()
    const { email } = use.workspace.agents.agent
    const body = { email, password, device: 'App', deviceId: randomUUID() }
    for (let n = 0; n < 2; n++) await ask(use.desk.address, 'POST', '/v1/sign-in', body)
    expect(await newest(3)).toContainEqual(
      expect.objectContaining({ action: 'device.ended', before: expect.objectContaining({ name: 'App' }) }),
    )
    const admin = {
      workspace: 'New',
      name: 'First',
      email: 'first@new.example',
      password: 'vier woorden zijn genoeg',
    }
    const workspaceId = await createAdmin(use.desk.context, admin)
    const trail = await rows(
      use.desk.context.database.writing,
      sql`select action, actor_id, after->>'role' as role from audit where workspace_id = ${workspaceId}::uuid`,
    )
    expect(trail).toEqual([{ action: 'agent.changed', actor_id: null, role: 'administrator' }])
  })

  it('comes in pages, the newest first', async () => {
    const all = await newest(500)
    const first = await page('?limit=3')
    expect(first.entries).toEqual(all.slice(0, 3))
    expect((await page(`?limit=3&before=${first.next}`)).entries).toEqual(all.slice(3, 6))
    expect((await page('?limit=500')).next).toBeNull()
  })

  it('is changed by nobody, and goes by age alone', async () => {
    const { database } = use.desk.context
    for (const statement of [
      sql`update audit set action = 'nothing'`,
      sql`delete from audit`,
      sql`truncate audit`,
    ])
      await expect(database.writing.execute(statement)).rejects.toThrow()
    const before = (await rows(database.writing, sql`select 1 from audit`)).length
    await cleanUp(database, use.desk.clock.now + auditKeptMs - 60_000, cleanUpRules(use.desk.context))
    const kept = await rows(database.writing, sql`select 1 from audit`)
    expect(kept).toHaveLength(before)
    await cleanUp(database, use.desk.clock.now + auditKeptMs + 1, cleanUpRules(use.desk.context))
    expect(await rows(database.writing, sql`select 1 from audit`)).toEqual([])
    await expect(database.writing.execute(sql`select 1`)).resolves.toBeDefined()
  })

  it('is for administrators', async () => {
    const { id, ...fields } = use.workspace.agents.administrator
    expect(id).toBeDefined()
    const other = await use.desk.workspace(`W${randomUUID().slice(0, 8)}`)
    const agent = await use.desk.signIn(other.agents['managing-partner'])
    expect((await agent.ask('GET', '/v1/audit')).status).toBe(403)
    const stranger = await use.desk.signIn(other.agents.administrator)
    const { body } = await stranger.ask<AuditPage>('GET', '/v1/audit')
    expect(JSON.stringify(body)).not.toContain(fields.email)
  })
})
