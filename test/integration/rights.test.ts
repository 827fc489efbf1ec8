import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { rows } from '../../src/server/db/database'
import { defaultStandInRules } from '../../src/shared/tickets/people'
import type { Role } from '../../src/shared/tickets/people'
import { databaseKinds } from './support/databases'
import type { Client } from './support/client'
import { ask } from './support/client'
import type { Workspace } from './support/desk'
import { aCustomer } from './support/desk'
import { createTicket, mutationOf, nothingSeen, reply, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

const administrators: readonly Role[] = ['administrator']
const leaders: readonly Role[] = ['administrator', 'managing-partner']
const seniors: readonly Role[] = ['administrator', 'managing-partner', 'senior']
const everybody: readonly Role[] = ['administrator', 'managing-partner', 'senior', 'agent']

interface Rule {
  /** Who may; 'open' needs no sign-in. */
  readonly may: readonly Role[] | 'open'
  /** What is asked, of this workspace. */
  readonly path?: (workspace: Workspace) => string
  readonly body?: unknown
  /** Somebody of another workspace who asks for the same thing finds nothing. */
  readonly hidesFromOthers?: true
}

/** Every route of the document. A route without a line here fails the first test. */
const rules: Readonly<Record<string, Rule>> = {
  'GET /health': { may: 'open' },
  'GET /ready': { may: 'open' },
  'POST /v1/sign-in': { may: 'open', body: {} },
  'POST /v1/forgotten-password': { may: 'open', body: {} },
  'GET /v1/me': { may: everybody },
  'POST /v1/sign-out': { may: everybody },
  'PUT /v1/password': { may: everybody, body: {} },
  'GET /v1/devices': { may: everybody },
  'POST /v1/devices/end-others': { may: everybody },
  'DELETE /v1/devices/{id}': { may: everybody, path: () => `/v1/devices/${randomUUID()}` },
  'GET /v1/agents/{id}': {
    may: everybody,
    path: ({ agents }) => `/v1/agents/${agents.agent.id}`,
    hidesFromOthers: true,
  },
  'PUT /v1/agents/{id}': { may: administrators, path: () => `/v1/agents/${randomUUID()}`, body: agentBody() },
  'GET /v1/agents/{id}/devices': {
    may: administrators,
    path: ({ agents }) => `/v1/agents/${agents.agent.id}/devices`,
    hidesFromOthers: true,
  },
  'DELETE /v1/agents/{id}/devices': {
    may: administrators,
    path: ({ agents }) => `/v1/agents/${agents.agent.id}/devices`,
    hidesFromOthers: true,
  },
  'DELETE /v1/agents/{id}/devices/{deviceId}': {
    may: administrators,
    path: ({ agents }) => `/v1/agents/${agents.agent.id}/devices/${randomUUID()}`,
    hidesFromOthers: true,
  },
  'PUT /v1/customers/{id}': {
    may: seniors,
    path: () => `/v1/customers/${randomUUID()}`,
    body: { ...aCustomer('Rights'), id: undefined },
  },
  'POST /v1/office/staff-days': { may: leaders, body: { date: '2026-08-04', name: 'Uitje' } },
  'DELETE /v1/office/staff-days/{date}': { may: leaders, path: () => '/v1/office/staff-days/2026-08-03' },
  'PUT /v1/me/absence': { may: everybody, body: {} },
  'POST /v1/desk': { may: everybody, body: {} },
  'PUT /v1/office/stand-ins': { may: leaders, body: defaultStandInRules },
  'PUT /v1/office/teams': { may: administrators, body: { teams: [] } },
  'GET /v1/office/sender-domains': { may: everybody },
  'PUT /v1/office/sender-domains': { may: administrators, body: { domains: ['no domain'] } },
  'GET /v1/audit': { may: administrators },
  'POST /v1/sync/push': { may: everybody, body: {} },
  'GET /v1/sync/pull': { may: everybody, path: () => `/v1/sync/pull?epoch=${randomUUID()}&after=0` },
  'GET /v1/sync/snapshot': { may: everybody },
  'GET /v1/sync/checksums': { may: everybody },
  'GET /v1/sync/buckets/{bucket}': {
    may: everybody,
    path: () => `/v1/sync/buckets/2?epoch=${randomUUID()}&at=0`,
  },
  // The answer never ends: its head is enough, and it is looked at by other tests.
  'GET /v1/sync/live': { may: everybody, path: () => '/v1/sync/live' },
  'POST /v1/presence': { may: everybody, body: {} },
  'GET /v1/outbox': { may: everybody },
  'POST /v1/outbox/{id}/decide': {
    may: everybody,
    path: () => `/v1/outbox/${randomUUID()}/decide`,
    body: { as: 'given-up' },
  },
  'POST /v1/outbox/{id}/send-again': { may: everybody, path: () => `/v1/outbox/${randomUUID()}/send-again` },
  'GET /v1/search': { may: everybody, path: () => '/v1/search?q=x' },
  'PUT /v1/attachments/{id}': {
    may: everybody,
    path: () => `/v1/attachments/${randomUUID()}?name=x`,
    body: 'x',
  },
  'GET /v1/attachments/{id}': { may: everybody, path: () => `/v1/attachments/${randomUUID()}` },
}

/** Whole, so that a right is looked at; of a team that is not there, so that nothing comes of it. */
function agentBody() {
  return { name: 'Nobody', email: 'nobody@alfa.example', role: 'agent', teamId: randomUUID(), active: true }
}

type Documented = { readonly paths: Readonly<Record<string, object>> }

describe.each(databaseKinds)('rights within a workspace on %s', (kind) => {
  const use = useDesk(kind, 'administrator')
  let stranger: Client
  let inactive: Client
  beforeAll(async () => {
    const other = await use.desk.workspace('Beta')
    stranger = await use.desk.signIn(other.agents.administrator)
    const id = randomUUID()
    const fields = { ...agentBody(), email: 'left@alfa.example', role: 'administrator', teamId: null }
    const secret = { password: 'horse staple battery' }
    await use.client.replace(`/v1/agents/${id}`, { ...fields, ...secret })
    inactive = await use.desk.signIn({ ...use.workspace.agents.administrator, email: fields.email })
    await use.client.replace(`/v1/agents/${id}`, { ...fields, active: false })
  })

  it('have a line for every route', async () => {
    const { body } = await ask<Documented>(use.desk.address, 'GET', '/openapi.json', undefined, {
      authorization: `Bearer ${use.client.session.token}`,
    })
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(routes.sort()).toEqual(Object.keys(rules).sort())
  })

  /** The status, without waiting for an answer that has no end. */
  async function statusOf(token: string | null, rule: Rule, route: string): Promise<number> {
    const [method = '', pattern = ''] = route.split(' ')
    const stop = new AbortController()
    const answer = await fetch(use.desk.address + (rule.path?.(use.workspace) ?? pattern), {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(rule.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(rule.body === undefined ? {} : { body: JSON.stringify(rule.body) }),
      signal: stop.signal,
    })
    stop.abort()
    return answer.status
  }

  describe.each(Object.entries(rules))('%s', (route, rule) => {
    it.each(everybody)('%s', async (role) => {
      const { session } = await use.desk.signIn(use.workspace.agents[role])
      const status = await statusOf(session.token, rule, route)
      if (rule.may === 'open' || rule.may.includes(role)) expect([401, 403, 500]).not.toContain(status)
      else expect(status).toBe(403)
    })

    it('an administrator who is no longer active, and who is not signed in', async () => {
      for (const token of [inactive.session.token, null]) {
        const status = await statusOf(token, rule, route)
        if (rule.may === 'open') expect(status).not.toBe(401)
        else expect(status).toBe(401)
      }
    })
  })

  const hidden = Object.entries(rules).filter(([, { hidesFromOthers }]) => hidesFromOthers)
  it.each(hidden)('hide what %s asks for from another workspace’s administrator', async (route, rule) => {
    expect(await statusOf(stranger.session.token, rule, route)).toBe(404)
  })

  it('give nobody the file of another ticket, nor of another workspace', async () => {
    const agent = await use.desk.signIn(use.workspace.agents.agent)
    const [first, second] = [randomUUID(), randomUUID()]
    await agent.push(createTicket(first), createTicket(second))
    const upload = async (client: Client): Promise<string> => {
      const id = randomUUID()
      const answer = await fetch(`${use.desk.address}/v1/attachments/${id}?name=a.txt`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${client.session.token}`, 'content-type': 'text/plain' },
        body: 'secret of one customer',
      })
      expect(answer.status).toBe(200)
      return id
    }
    const own = await upload(agent)
    const send = async (ticketId: string, file: string) =>
      agent.push(reply(ticketId, seenOf(await agent.ticket(ticketId)), { attachmentIds: [file] }))
    expect(await send(first, own)).toMatchObject([{ result: 'applied' }])
    const missing = [{ result: 'rejected', reason: { code: 'attachment-missing' } }]
    expect(await send(second, own)).toMatchObject(missing)
    expect(await send(second, await upload(stranger))).toMatchObject(missing)
  })

  it('do not count an inactive administrator as one who remains', async () => {
    const administrator = await use.desk.signIn(use.workspace.agents.administrator)
    const { id, ...self } = use.workspace.agents.administrator
    for (const change of [{ role: 'senior' }, { active: false }])
      expect(await administrator.replace(`/v1/agents/${id}`, { ...self, ...change })).toMatchObject({
        status: 409,
        body: { code: 'last-administrator' },
      })
  })

  it('let two administrators leave at once only one after the other', async () => {
    const administrator = await use.desk.signIn(use.workspace.agents.administrator)
    const { id: _, ...fields } = use.workspace.agents.administrator
    const [one, two] = [randomUUID(), randomUUID()]
    const of = (n: number) => ({ ...fields, email: `second${n}@alfa.example`, active: true })
    const { id } = use.workspace.agents.administrator
    await administrator.replace(`/v1/agents/${one}`, of(1))
    await administrator.replace(`/v1/agents/${two}`, of(2))
    const leaves = [
      administrator.replace(`/v1/agents/${one}`, { ...of(1), role: 'agent' }),
      administrator.replace(`/v1/agents/${two}`, { ...of(2), role: 'agent' }),
      administrator.replace(`/v1/agents/${id}`, { ...fields, role: 'agent' }),
    ]
    const statuses = (await Promise.all(leaves)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 200).length).toBeLessThan(3)
    const left = await rows(
      use.desk.context.database.writing,
      sql`select 1 from agents where workspace_id = ${use.workspace.id}::uuid and active and doc->>'role' = 'administrator'`,
    )
    expect(left.length).toBeGreaterThan(0)
    await use.desk.context.database.writing.execute(
      sql`update agents set doc = jsonb_set(doc::jsonb, '{role}', '"administrator"')::json where id = ${id}::uuid`,
    )
    use.desk.context.identities.forget()
  })

  it('put nobody into a team of another workspace', async () => {
    const other = await use.desk.workspace('Gamma')
    const administrator = await use.desk.signIn(use.workspace.agents.administrator)
    const { id, ...fields } = use.workspace.agents.agent
    for (const teamId of [other.teamId, randomUUID()])
      expect(await administrator.replace(`/v1/agents/${id}`, { ...fields, teamId })).toMatchObject({
        status: 400,
        body: { code: 'unknown-team' },
      })
    const agent = await use.desk.signIn(use.workspace.agents.agent)
    const refusal = { result: 'rejected', reason: { code: 'unknown-team' } }
    expect(await agent.push(createTicket(randomUUID(), { teamId: other.teamId }))).toMatchObject([refusal])
  })

  it('send no internal note to anybody outside', async () => {
    const agent = await use.desk.signIn(use.workspace.agents.agent)
    const ticketId = randomUUID()
    const secret = 'Deze klant betaalt slecht'
    await agent.push(
      createTicket(ticketId),
      mutationOf('note.add', ticketId, { text: secret }, { seen: nothingSeen }),
    )
    await agent.push(reply(ticketId, seenOf(await agent.ticket(ticketId))))
    const { body } = await agent.ask<{ mails: { text: string }[] }>('GET', `/v1/outbox?ticketId=${ticketId}`)
    expect(body.mails).toHaveLength(1)
    expect(JSON.stringify(body)).not.toContain(secret)
    expect((await stranger.ask('GET', '/v1/search?q=betaalt')).body).toEqual({ results: [] })
  })
})
