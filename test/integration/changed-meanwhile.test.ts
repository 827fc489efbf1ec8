import { sql } from 'drizzle-orm'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import {
  agent as agentSchema,
  customer as customerSchema,
  office as officeSchema,
} from '../../src/shared/tickets/people'
import type { Customer, Office, Stamp } from '../../src/shared/tickets/people'
import type { Tx } from '../../src/server/db/database'
import { rows } from '../../src/server/db/database'
import { lockOffice } from '../../src/server/administration/office'
import { databaseKinds, postgresUrl } from './support/databases'
import type { Answer } from './support/client'
import { aCustomer } from './support/desk'
import { createTicket, mutationOf, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

interface Refusal {
  readonly code: string
  readonly details: Stamp & { readonly current: unknown }
}

describe.each(databaseKinds)('two people who change the same thing on %s', (kind) => {
  const use = useDesk(kind, 'administrator')

  const newCustomer = async (): Promise<Customer> => {
    const { id, ...body } = aCustomer(`c${randomUUID().slice(0, 8)}`)
    const { body: made } = await use.client.ask<Customer>('PUT', `/v1/customers/${id}`, body)
    return made
  }
  const put = <T = Customer>({ id, ...body }: Customer): Promise<Answer<T>> =>
    use.client.ask<T>('PUT', `/v1/customers/${id}`, body)

  it('are told: the second gets who changed it, when, and what it is now', async () => {
    const read = await newCustomer()
    expect(read).toMatchObject({ version: 1, changedBy: 'Alfa administrator', changedAt: use.desk.clock.now })
    const senior = await use.desk.signIn(use.workspace.agents.senior)
    const { id, ...body } = { ...read, name: 'Naam van de senior' }
    const first = await senior.ask<Customer>('PUT', `/v1/customers/${id}`, body)
    expect(first).toMatchObject({ status: 200, body: { version: 2, changedBy: 'Alfa senior' } })
    const second = await put<Refusal>({ ...read, keyUsers: [] })
    expect(second).toMatchObject({
      status: 409,
      body: {
        code: 'changed-meanwhile',
        details: { version: 2, changedBy: 'Alfa senior', changedAt: use.desk.clock.now, current: first.body },
      },
    })
    const { start } = await use.client.snapshot()
    expect(start.customers.find((each) => each.id === id)).toEqual(first.body)
    expect(await put({ ...first.body, keyUsers: [] })).toMatchObject({ status: 200, body: { version: 3 } })
  })

  it('at the same moment: one is kept, the other told', async () => {
    const read = await newCustomer()
    const answers = await Promise.all(['een', 'twee', 'drie', 'vier'].map((name) => put({ ...read, name })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409])
  })

  it('at the same moment, where there was nothing: one is made, the others are told', async () => {
    const made = aCustomer(`c${randomUUID().slice(0, 8)}`)
    const answers = await Promise.all(['een', 'twee', 'drie'].map((name) => put({ ...made, name })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 428, 428])
  })

  it('must say what they read, and may have read what nobody had counted yet', async () => {
    const { id: agentId, ...agent } = use.workspace.agents.senior
    expect(await use.client.ask('PUT', `/v1/agents/${agentId}`, agent)).toMatchObject({
      status: 428,
      body: { code: 'version-required', details: { version: 0, current: { id: agentId } } },
    })
    const changed = { ...agent, name: 'Iemand', version: 0 }
    expect(await use.client.ask('PUT', `/v1/agents/${agentId}`, changed)).toMatchObject({
      status: 200,
      body: { version: 1, name: 'Iemand' },
    })
    expect(await use.client.ask('PUT', `/v1/agents/${agentId}`, changed)).toMatchObject({
      status: 409,
      body: { code: 'changed-meanwhile' },
    })
  })

  it('hear it of teams and of staff days, which grow without a version too', async () => {
    const office = async () => (await use.client.snapshot()).start.office
    const { version = 0, teams } = await office()
    const day = { date: '2026-12-24', name: 'Personeelsdag' }
    expect(await use.client.ask<Office>('POST', '/v1/office/staff-days', day)).toMatchObject({
      status: 200,
      body: { version: version + 1, changedBy: 'Alfa administrator' },
    })
    expect(await use.client.ask('PUT', '/v1/office/teams', { teams, version })).toMatchObject({
      status: 409,
      body: { code: 'changed-meanwhile' },
    })
    expect(await use.client.ask('PUT', '/v1/office/teams', { teams })).toMatchObject({ status: 428 })
    expect(
      await use.client.ask('DELETE', `/v1/office/staff-days/${day.date}?version=${version}`),
    ).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } })
    expect(await use.client.ask('PUT', '/v1/office/teams', { teams, version: version + 1 })).toMatchObject({
      status: 200,
      body: { version: version + 2, staffDays: [day] },
    })
  })

  it('replace sender domains only when they say which they read', async () => {
    const path = '/v1/office/sender-domains'
    const { body: read } = await use.client.ask<{ domains: string[]; version?: number }>('GET', path)
    const domains = (name: string) => ({ domains: [...read.domains, 'office.example', name] })
    await use.client.replace(path, domains('zero.example'))
    const { body } = await use.client.ask<{ domains: string[]; version: number }>('GET', path)
    expect(await use.client.ask('PUT', path, domains('none.example'))).toMatchObject({ status: 428 })
    const both = await Promise.all(
      ['one.example', 'two.example'].map((name) =>
        use.client.ask<Refusal>('PUT', path, { ...domains(name), version: body.version }),
      ),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const kept = both.find(({ status }) => status === 200)?.body
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'changed-meanwhile',
      details: { version: body.version + 1, changedBy: 'Alfa administrator', current: kept },
    })
    expect((await use.client.ask('GET', path)).body).toEqual(kept)
  })

  it('keep what a newer server has added to a document, to its teams and to its key users', async () => {
    const read = await newCustomer()
    const { writing: queries } = use.desk.context.database
    const [keyUser] = read.keyUsers
    const newer = {
      ...read,
      stars: 5,
      agreement: { ...read.agreement, sauce: 1 },
      keyUsers: [{ ...keyUser, fax: '1' }],
    }
    await queries.execute(
      sql`update customers set doc = ${JSON.stringify(newer)}::json where id = ${read.id}::uuid`,
    )
    const renamed = { ...keyUser, name: 'Anders' }
    const added = { ...keyUser, id: randomUUID(), name: 'Nieuw' }
    expect(await put({ ...read, name: 'Anders', keyUsers: [added, renamed] as never })).toMatchObject({
      status: 200,
    })
    const docOf = async (table: 'customers' | 'agents', id: string) =>
      (
        await rows<{ doc: object }>(
          queries,
          sql`select doc from ${sql.identifier(table)} where id = ${id}::uuid`,
        )
      )[0]?.doc
    expect(await docOf('customers', read.id)).toMatchObject({
      name: 'Anders',
      stars: 5,
      agreement: { sauce: 1 },
      keyUsers: [added, { ...renamed, fax: '1' }],
    })
    const { id, ...agent } = use.workspace.agents.agent
    await queries.execute(
      sql`update agents set doc = ${JSON.stringify({ id, ...agent, stars: 4 })}::json where id = ${id}::uuid`,
    )
    expect((await use.client.replace(`/v1/agents/${id}`, { ...agent, name: 'Ander' })).status).toBe(200)
    expect(await docOf('agents', id)).toMatchObject({ name: 'Ander', stars: 4 })
    const { start } = await use.client.snapshot()
    const withMore = {
      ...start.office,
      teams: start.office.teams.map((team) => ({ ...team, colour: 'red' })),
    }
    await queries.execute(
      sql`update offices set doc = ${JSON.stringify(withMore)}::json where workspace_id = ${use.workspace.id}::uuid`,
    )
    const teams = start.office.teams.map((team) => ({ id: team.id, name: 'Anders' }))
    expect(await use.client.replace('/v1/office/teams', { teams })).toMatchObject({
      status: 200,
      body: { teams: teams.map((team) => ({ ...team, colour: 'red' })) },
    })
  })

  it('read a team that is gone as none: nobody comes back into it, and what still names it can be moved', async () => {
    const { teams } = (await use.client.snapshot()).start.office
    const gone = { id: randomUUID(), name: 'Tijdelijk' }
    await use.client.replace('/v1/office/teams', { teams: [...teams, gone] })
    const { id, ...agent } = use.workspace.agents['managing-partner']
    const change = (fields: object) => use.client.replace(`/v1/agents/${id}`, { ...agent, ...fields })
    expect((await change({ teamId: gone.id, active: false })).status).toBe(200)
    const ticketId = randomUUID()
    await use.client.push(createTicket(ticketId, { teamId: gone.id }))
    const seen = async () => ({ seen: seenOf(await use.client.ticket(ticketId)) })
    const close = { reason: 'withdrawn', note: '', anyway: true } as const
    await use.client.push(mutationOf('ticket.close', ticketId, close, await seen()))
    expect((await use.client.replace('/v1/office/teams', { teams })).status).toBe(200)
    expect(await change({ teamId: gone.id, active: true })).toMatchObject({
      status: 400,
      body: { code: 'unknown-team' },
    })
    expect((await change({ teamId: gone.id, active: false, name: 'Vertrokken' })).status).toBe(200)
    expect((await change({ teamId: null, active: true })).status).toBe(200)
    expect(
      await use.client.push(mutationOf('ticket.reopen', ticketId, { reason: 'Toch niet' }, await seen())),
    ).toMatchObject([{ result: 'applied' }])
    const changes = [{ field: 'teamId', from: gone.id, to: teams[0]?.id ?? '' }] as const
    expect(
      await use.client.push(mutationOf('ticket.edit', ticketId, { changes: [...changes] })),
    ).toMatchObject([{ result: 'applied' }])
    expect(await use.client.ticket(ticketId)).toMatchObject({ teamId: teams[0]?.id })
  })

  it('keep a team with which a ticket lies, until the ticket is closed or moved', async () => {
    const { id: _, ...self } = use.workspace.agents.administrator
    const { teams, version } = (await use.client.snapshot()).start.office
    const extra = { id: randomUUID(), name: 'Tweede team' }
    const made = await use.client.ask<Office>('PUT', '/v1/office/teams', {
      teams: [...teams, extra],
      version,
    })
    const ticketId = randomUUID()
    await use.client.push(createTicket(ticketId, { teamId: extra.id }))
    const drop = { teams, version: made.body.version }
    expect(await use.client.ask('PUT', '/v1/office/teams', drop)).toMatchObject({
      status: 409,
      body: { code: 'team-in-use', message: expect.stringMatching(/^Ticket #\d+ /) as string },
    })
    await use.client.push(
      mutationOf('ticket.edit', ticketId, {
        changes: [{ field: 'teamId', from: extra.id, to: self.teamId }],
      }),
    )
    expect(await use.client.ask('PUT', '/v1/office/teams', drop)).toMatchObject({ status: 200 })
  })
})

/** Held by another transaction on purpose: what a real one does between its look and its commit. */
describe.skipIf(!postgresUrl)('while reference data changes on PostgreSQL', () => {
  const use = useDesk('postgres', 'administrator')

  /** Runs `meanwhile` while the office is held by a change of `work`, which then commits. */
  async function during<T>(work: (queries: Tx) => Promise<void>, meanwhile: () => Promise<T>): Promise<T> {
    const began = { ended: false, answer: null as Promise<T> | null }
    await use.desk.context.database.runOnce('write', async (queries) => {
      await lockOffice(queries, use.workspace.id)
      began.answer = meanwhile().finally(() => (began.ended = true))
      await sleep(300)
      expect(began.ended).toBe(false)
      await work(queries)
    })
    return began.answer as Promise<T>
  }

  const withoutTeam = async (queries: Tx, teamId: string): Promise<void> => {
    const before = await lockOffice(queries, use.workspace.id)
    const doc = { ...before, teams: before.teams.filter(({ id }) => id !== teamId) }
    await queries.execute(
      sql`update offices set doc = ${JSON.stringify(doc)}::json where workspace_id = ${use.workspace.id}::uuid`,
    )
  }
  const withTeam = async (): Promise<string> => {
    const { teams, version = 0 } = (await use.client.snapshot()).start.office
    const extra = { id: randomUUID(), name: 'Nog een team' }
    const { status } = await use.client.ask('PUT', '/v1/office/teams', { teams: [...teams, extra], version })
    expect(status).toBe(200)
    return extra.id
  }

  it('nobody is put into a team that is being dropped', async () => {
    const teamId = await withTeam()
    const fields = { ...use.workspace.agents.agent, id: undefined, email: 'nieuw@alfa.example', teamId }
    const answer = await during(
      (queries) => withoutTeam(queries, teamId),
      () => use.client.ask('PUT', `/v1/agents/${randomUUID()}`, fields),
    )
    expect(answer).toMatchObject({ status: 400, body: { code: 'unknown-team' } })
  })

  it('no team is dropped into which somebody is being put', async () => {
    const teamId = await withTeam()
    const { teams, version } = (await use.client.snapshot()).start.office
    const drop = { teams: teams.filter(({ id }) => id !== teamId), version }
    const agentId = use.workspace.agents.agent.id
    const answer = await during(
      async (queries) => {
        const moved = { ...use.workspace.agents.agent, teamId }
        await queries.execute(
          sql`update agents set doc = ${JSON.stringify(moved)}::json
            where workspace_id = ${use.workspace.id}::uuid and id = ${agentId}::uuid`,
        )
      },
      () => use.client.ask('PUT', '/v1/office/teams', drop),
    )
    expect(answer).toMatchObject({ status: 409, body: { code: 'team-in-use' } })
  })

  it('no ticket goes to a team that is being dropped', async () => {
    const teamId = await withTeam()
    const outcomes = await during(
      (queries) => withoutTeam(queries, teamId),
      () => use.client.push(createTicket(randomUUID(), { teamId })),
    )
    expect(outcomes).toMatchObject([{ result: 'rejected', reason: { code: 'unknown-team' } }])
  })

  it('nobody is put into another workspace’s team', async () => {
    const other = await use.desk.workspace('Beta')
    const fields = {
      ...use.workspace.agents.agent,
      id: undefined,
      email: 'b@alfa.example',
      teamId: other.teamId,
    }
    expect(await use.client.ask('PUT', `/v1/agents/${randomUUID()}`, fields)).toMatchObject({
      status: 400,
      body: { code: 'unknown-team' },
    })
  })
})

it('reads documents with and without a version by one schema', () => {
  const [customer, stamped] = [
    aCustomer('Alfa'),
    { version: 3, changedAt: Date.UTC(2026, 1, 3), changedBy: 'A' },
  ]
  for (const stamp of [{}, stamped]) {
    expect(customerSchema.parse({ ...customer, ...stamp })).toEqual({ ...customer, ...stamp })
    const office = { name: 'A', demo: false, staffDays: [], teams: [], ...stamp }
    expect(officeSchema.parse(office)).toEqual(office)
    const agent = {
      id: customer.id,
      name: 'A',
      email: 'a@b',
      role: 'agent',
      teamId: null,
      active: true,
      ...stamp,
    }
    expect(agentSchema.parse(agent)).toEqual(agent)
  }
})
