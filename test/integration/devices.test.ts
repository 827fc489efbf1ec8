import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { deviceLifetimeMs } from '../../src/server/accounts/devices'
import { cleanUp } from '../../src/server/jobs/clean-up'
import type { DeviceList } from '../../src/shared/sync/account-wire'
import type { ApiError, Session } from '../../src/shared/sync/wire'
import { cleanUpRules } from './support/clean-up-rules'
import { databaseKinds } from './support/databases'
import type { Client } from './support/client'
import { ask, clientOf } from './support/client'
import { password } from './support/desk'
import { useDesk } from './support/use-desk'

const hourMs = 3_600_000

describe.each(databaseKinds)('devices on %s', (kind) => {
  const use = useDesk(kind, 'administrator')

  const signInOn = async (device: string, deviceId?: string): Promise<Client> => {
    const { email } = use.workspace.agents.agent
    const body = { email, password, device, ...(deviceId ? { deviceId } : {}) }
    return clientOf(
      use.desk.address,
      (await ask<Session>(use.desk.address, 'POST', '/v1/sign-in', body)).body,
    )
  }
  const works = async (client: Client): Promise<boolean> =>
    (await client.ask('POST', '/v1/presence', {})).status !== 401
  const listed = async (client: Client, path = '/v1/devices') =>
    (await client.ask<DeviceList>('GET', path)).body.devices

  it('are listed for their agent, who ends one, or all others', async () => {
    const [laptop, telephone, old] = [
      await signInOn('Laptop'),
      await signInOn('Telephone'),
      await signInOn('Old'),
    ]
    const devices = await listed(laptop)
    expect(devices.map(({ name, isThis }) => [name, isThis]).sort()).toEqual([
      ['Laptop', true],
      ['Old', false],
      ['Telephone', false],
    ])
    const id = devices.find(({ name }) => name === 'Old')?.id
    expect(await laptop.ask('DELETE', `/v1/devices/${id}`)).toMatchObject({ body: { devicesEnded: 1 } })
    expect(await works(old)).toBe(false)
    expect(await laptop.ask('DELETE', `/v1/devices/${id}`)).toMatchObject({ status: 404 })
    expect(await laptop.ask('POST', '/v1/devices/end-others')).toMatchObject({ body: { devicesEnded: 1 } })
    expect(await works(telephone)).toBe(false)
    expect(await works(laptop)).toBe(true)
  })

  it('of others are out of reach of an agent', async () => {
    const agent = await signInOn('Laptop')
    const [own] = await listed(use.client)
    expect(await agent.ask('DELETE', `/v1/devices/${own?.id}`)).toMatchObject({ status: 404 })
    expect(await works(use.client)).toBe(true)
  })

  it('are ended by an administrator, one or all', async () => {
    const { id } = use.workspace.agents.agent
    const [one, two] = [await signInOn('One'), await signInOn('Two')]
    const path = `/v1/agents/${id}/devices`
    const found = (await listed(use.client, path)).find(({ name }) => name === 'One')
    expect(await use.client.ask('DELETE', `${path}/${found?.id}`)).toMatchObject({
      body: { devicesEnded: 1 },
    })
    expect([await works(one), await works(two)]).toEqual([false, true])
    await use.client.ask('DELETE', path)
    expect(await works(two)).toBe(false)
    expect(await listed(use.client, path)).toEqual([])
  })

  it('of one app are one: signing in again ends the former sign-in, and nobody else’s', async () => {
    const deviceId = randomUUID()
    const [first, other] = [await signInOn('App', deviceId), await signInOn('Other', randomUUID())]
    const second = await signInOn('App', deviceId)
    expect([await works(first), await works(second), await works(other)]).toEqual([false, true, true])
    const { email } = use.workspace.agents.senior
    await ask(use.desk.address, 'POST', '/v1/sign-in', { email, password, device: 'App', deviceId })
    expect(await works(second)).toBe(true)
  })

  it('are told why they ended, until they would have ended by time', async () => {
    const [agent, beside] = [await signInOn('Agent'), await signInOn('Beside')]
    const { id, name, email, role, teamId } = use.workspace.agents.agent
    const why = async (client: Client): Promise<unknown> => {
      const { status, body } = await client.ask<ApiError>('GET', '/v1/me')
      return [status, body.code, body.details]
    }
    await agent.ask('PUT', '/v1/password', { present: password, next: 'a new and long enough one' })
    expect(await why(beside)).toEqual([401, 'sign-in-expired', { reason: 'password-changed' }])
    await agent.ask('PUT', '/v1/password', { present: 'a new and long enough one', next: password })
    const elsewhere = await signInOn('Elsewhere')
    const found = (await listed(agent)).find(({ name }) => name === 'Elsewhere')
    await agent.ask('DELETE', `/v1/devices/${found?.id}`)
    expect(await why(elsewhere)).toEqual([401, 'sign-in-expired', { reason: 'ended-elsewhere' }])
    const person = { name, email, role, teamId }
    await use.client.replace(`/v1/agents/${id}`, { ...person, active: false })
    expect(await why(agent)).toEqual([401, 'sign-in-expired', { reason: 'account-closed' }])
    await use.client.replace(`/v1/agents/${id}`, { ...person, active: true })
    use.desk.clock.now += deviceLifetimeMs
    await cleanUp(use.desk.context.database, use.desk.clock.now, cleanUpRules(use.desk.context))
    expect(await why(agent)).toEqual([401, 'sign-in-expired', undefined])
    use.client = await use.desk.signIn(use.workspace.agents.administrator)
  })

  it('that are not used for thirty days end; those that are go on', async () => {
    const [used, idle] = [await signInOn('Used'), await signInOn('Idle')]
    const dayMs = 24 * hourMs
    for (let day = 0; day < 30; day += 10) {
      use.desk.clock.now += 10 * dayMs
      expect(await works(used)).toBe(true)
    }
    expect(await works(idle)).toBe(false)
    expect((await listed(used)).map(({ name }) => name)).toEqual(['Used'])
    await cleanUp(use.desk.context.database, use.desk.clock.now, cleanUpRules(use.desk.context))
    expect(await works(used)).toBe(true)
    use.client = await use.desk.signIn(use.workspace.agents.administrator)
  })

  it('tell when they were last used, to within an hour', async () => {
    const client = await signInOn('Laptop')
    const lastUse = async () => (await listed(client)).find(({ isThis }) => isThis)?.lastUsedAt
    const began = use.desk.clock.now
    use.desk.clock.now += hourMs / 2
    await works(client)
    expect(await lastUse()).toBe(began)
    use.desk.clock.now += hourMs
    await works(client)
    expect(await lastUse()).toBe(use.desk.clock.now)
  })
})

describe.each(databaseKinds)('one address in several workspaces on %s', (kind) => {
  const use = useDesk(kind, 'administrator')
  const email = 'anna@both.example'
  const signIn = (secret: string, workspaceId?: string) =>
    ask<Session & ApiError & { details: { workspaces: { id: string; name: string }[] } }>(
      use.desk.address,
      'POST',
      '/v1/sign-in',
      { email, password: secret, device: 'test', ...(workspaceId ? { workspaceId } : {}) },
    )
  const person = (teamId: string | null, secret: string) => ({
    name: 'Anna',
    email,
    role: 'agent',
    teamId,
    active: true,
    password: secret,
  })

  it('is no secret that another workspace tells, and the password decides where one is', async () => {
    const beta = await use.desk.workspace('Beta')
    const other = await use.desk.signIn(beta.agents.administrator)
    const path = `/v1/agents/${randomUUID()}`
    expect(await use.client.replace(path, person(null, 'the first long one'))).toMatchObject({
      status: 200,
    })
    const second = `/v1/agents/${randomUUID()}`
    expect(await other.replace(second, person(null, 'the second long one'))).toMatchObject({ status: 200 })
    expect(await signIn('the first long one')).toMatchObject({ status: 200, body: { workspaceName: 'Alfa' } })
    expect(await signIn('the second long one')).toMatchObject({
      status: 200,
      body: { workspaceName: 'Beta' },
    })

    await other.replace(second, person(null, 'the first long one'))
    const choices = [
      { id: use.workspace.id, name: 'Alfa' },
      { id: beta.id, name: 'Beta' },
    ]
    expect(await signIn('the first long one')).toMatchObject({
      status: 409,
      body: { code: 'choose-workspace', details: { workspaces: choices } },
    })
    expect(await signIn('the first long one', beta.id)).toMatchObject({
      status: 200,
      body: { workspaceName: 'Beta' },
    })
    expect((await signIn('a wrong password')).body).toEqual((await signIn('a wrong password', beta.id)).body)
    expect(await signIn('a wrong password')).toMatchObject({ status: 401, body: { code: 'sign-in-refused' } })
  })

  it('is still of one agent within a workspace', async () => {
    const path = `/v1/agents/${randomUUID()}`
    expect(await use.client.replace(path, person(null, 'the third long one'))).toMatchObject({
      status: 409,
      body: { code: 'email-taken' },
    })
  })
})
