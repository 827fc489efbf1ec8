import { randomUUID } from 'node:crypto'
import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { endDevices } from '../../src/server/accounts/end-devices'
import type { Identity } from '../../src/server/accounts/identity'
import { changeOwnPassword } from '../../src/server/accounts/own-password'
import { changeAgent } from '../../src/server/administration/change-agent'
import { changeReference } from '../../src/server/administration/change-reference'
import { rows } from '../../src/server/db/database'
import { applyMutation } from '../../src/server/sync/push/apply'
import { bodyHash } from '../../src/server/sync/push/body-hash'
import type { Agent } from '../../src/shared/tickets/people'
import { databaseKinds } from './support/databases'
import type { Client } from './support/client'
import type { Workspace } from './support/desk'
import { aCustomer, password } from './support/desk'
import { createTicket } from './support/mutations'
import { useDesk } from './support/use-desk'

describe.each(databaseKinds)('a request under way on %s', (kind) => {
  const use = useDesk(kind)
  let workspace: Workspace
  let chief: Client
  let person: Agent
  let client: Client
  let count = 0
  beforeEach(async () => {
    workspace = await use.desk.workspace(`Ended${++count}`)
    chief = await use.desk.signIn(workspace.agents.administrator)
    person = workspace.agents.senior
    await become({ role: 'administrator' })
    client = await use.desk.signIn(person)
  })

  const fieldsOf = ({ name, email, role, teamId, active }: Agent) => ({ name, email, role, teamId, active })
  const become = async (fields: Partial<Agent>): Promise<void> => {
    person = { ...person, ...fields }
    const { status } = await chief.replace(`/v1/agents/${person.id}`, fieldsOf(person))
    expect(status).toBe(200)
  }
  const deviceOf = async (): Promise<string> => {
    const { body } = await client.ask<{ devices: { id: string; isThis: boolean }[] }>('GET', '/v1/devices')
    return body.devices.find(({ isThis }) => isThis)?.id ?? ''
  }

  /** What ends a right, each in its own way; and what a request hears that came before it. */
  const endings: readonly (readonly [string, number, () => Promise<unknown>])[] = [
    ['deactivation', 401, () => become({ active: false })],
    ['signing out', 401, () => client.ask('POST', '/v1/sign-out')],
    [
      'an ended device',
      401,
      async () => chief.ask('DELETE', `/v1/agents/${person.id}/devices/${await deviceOf()}`),
    ],
    [
      'a new password',
      401,
      () =>
        chief.replace(`/v1/agents/${person.id}`, { ...fieldsOf(person), password: 'battery staple horse 7' }),
    ],
    ['demotion', 403, () => become({ role: 'agent' })],
  ]

  it.each(endings)('whose body is still coming writes nothing after %s', async (_what, status, end) => {
    const customer = aCustomer('Held')
    const { id, ...fields } = customer
    const token = client.session.token
    const change = hold(use.desk.address, token, 'PUT', `/v1/customers/${id}`, fields)
    const push = hold(use.desk.address, token, 'POST', '/v1/sync/push', {
      deviceId: randomUUID(),
      mutations: [createTicket(randomUUID())],
    })
    const file = randomUUID()
    const upload = hold(use.desk.address, token, 'PUT', `/v1/attachments/${file}?name=x`, { any: 'thing' })
    await sleep(300)
    await end()
    expect(await change()).toBe(status)
    expect(await push()).toBe(status === 403 ? 200 : status)
    expect(await upload()).toBe(status === 403 ? 200 : status)
    const { writing: queries } = use.desk.context.database
    const kept = await rows(queries, sql`select 1 from files where id = ${file}::uuid`)
    expect(kept).toHaveLength(status === 403 ? 1 : 0)
  })

  it.each(endings)('that was let in already writes nothing after %s', async (_what, status, end) => {
    const { context } = use.desk
    const by = (await context.identities.look(client.session.token)) as Identity
    const needed: Identity = { ...by, needs: ['administrator'] }
    await end()
    const mutation = createTicket(randomUUID())
    const customer = aCustomer('Ended')
    const other = { ...workspace.agents.agent, name: 'Changed' }
    const owner = { workspaceId: workspace.id, agentId: other.id }
    const code = status === 403 ? 'not-allowed' : 'sign-in-expired'
    const refused = expect.objectContaining({ code }) as unknown
    await expect(
      changeAgent(context, needed, '::1', { changed: other, readAt: 0, password: undefined }),
    ).rejects.toEqual(refused)
    await expect(
      changeReference(context, needed, () => Promise.resolve({ kind: 'customer', customer })),
    ).rejects.toEqual(refused)
    await expect(endDevices(context, { by: needed, address: '::1' }, owner, 'all')).rejects.toEqual(refused)
    if (status === 403) return
    await expect(applyMutation(context, by, mutation, bodyHash(mutation))).rejects.toEqual(refused)
    const passwords = { present: password, next: 'another horse battery staple' }
    // Whoever has another password now hears that theirs is wrong.
    await expect(changeOwnPassword(context, by, passwords, '::1')).rejects.toThrow()
    const { start } = await chief.snapshot()
    expect(start.agents.find(({ id }) => id === other.id)?.name).toBe(workspace.agents.agent.name)
  })

  it('is written before the deactivation, or not at all; and nobody is in anybody’s way for ever', async () => {
    const teamId = workspace.teamId
    const clients = await Promise.all(Array.from({ length: 6 }, () => use.desk.signIn(person)))
    const statuses = new Set<number>()
    let isOver = false
    const pushing = clients.map(async (each) => {
      while (!isOver) {
        const mutations = [createTicket(randomUUID(), { teamId })]
        const { status } = await each.ask('POST', '/v1/sync/push', { deviceId: randomUUID(), mutations })
        statuses.add(status)
        if (status !== 200) return
      }
    })
    const other = workspace.agents.agent
    for (let n = 0; n < 5; n++) {
      const both = await Promise.all([
        chief.replace(`/v1/agents/${other.id}`, { ...fieldsOf(other), name: `Named ${n}` }),
        chief.replace(`/v1/customers/${randomUUID()}`, { ...aCustomer(`C${n}`), id: undefined }),
      ])
      expect(both.map(({ status }) => status)).toEqual([200, 200])
    }
    await become({ active: false })
    isOver = true
    await Promise.all(pushing)
    expect([...statuses].sort()).toEqual([200, 401])
    const { writing: queries } = use.desk.context.database
    const [last] = await rows<{ doc: { kind: string; agent?: Agent } }>(
      queries,
      sql`select doc from change_log where workspace_id = ${workspace.id}::uuid order by seq desc limit 1`,
    )
    expect(last?.doc).toMatchObject({ kind: 'agent', agent: { id: person.id, active: false } })
  })
})

/** Begins a request whose body comes only when the returned function is called; that one gives the answer's status. */
function hold(
  address: string,
  token: string,
  method: string,
  path: string,
  body: unknown,
): () => Promise<number> {
  const text = JSON.stringify(body)
  const { hostname, port } = new URL(address)
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  }
  const request = http.request({ hostname, port, method, path, headers })
  const status = new Promise<number>((resolve, reject) => {
    request.on('error', reject)
    request.on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
  })
  request.write(text.slice(0, 5))
  return () => {
    request.end(text.slice(5))
    return status
  }
}
