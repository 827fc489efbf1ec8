import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { cleanUp } from '../../src/server/jobs/clean-up'
import type { DeskAnswer, DeskReport } from '../../src/shared/sync/wire'
import { defaultStandInRules } from '../../src/shared/tickets/people'
import type { Agent, Office } from '../../src/shared/tickets/people'
import type { Client } from './support/client'
import { cleanUpRules } from './support/clean-up-rules'
import { databaseKinds } from './support/databases'
import type { Workspace } from './support/desk'
import { useDesk } from './support/use-desk'

const minute = 60_000
const dayMs = 24 * 3_600_000

describe.each(databaseKinds)('who is at a desk, and what rang, on %s', (kind) => {
  const use = useDesk(kind)
  let senior: Client
  let beta: Workspace
  let stranger: Client
  beforeAll(async () => {
    senior = await use.desk.signIn(use.workspace.agents.senior)
    beta = await use.desk.workspace('Beta')
    stranger = await use.desk.signIn(beta.agents.agent)
  })

  const report = async (client: Client, said: Partial<DeskReport> = {}): Promise<DeskAnswer> => {
    const answer = await client.ask<DeskAnswer>('POST', '/v1/desk', { idleMs: 0, rung: [], ...said })
    expect(answer.status).toBe(200)
    return answer.body
  }
  const me = (): Agent => use.workspace.agents.agent
  const key = (): string => `${randomUUID()} response 1770642000000 60`

  it('counts somebody as there for two minutes after the app was heard', async () => {
    await report(use.client)
    const { at, until } = await report(senior)
    expect(until[me().id]).toBe(at + 2 * minute)
    use.desk.clock.now += 5 * minute
    // Since when they are not there is known afterwards too.
    expect((await report(senior)).until[me().id]).toBe(at + 2 * minute)
  })

  it('counts somebody as there for ten minutes after they used the machine, however often the app is heard', async () => {
    const { at, until } = await report(use.client, { idleMs: 9 * minute })
    expect(until[me().id]).toBe(at + minute)
    expect((await report(use.client, { idleMs: 30 * minute })).until[me().id]).toBe(at - 20 * minute)
  })

  it('takes the better of two devices, until that one signs out', async () => {
    const other = await use.desk.signIn(me())
    const { at } = await report(other)
    expect((await report(use.client, { idleMs: 60 * minute })).until[me().id]).toBe(at + 2 * minute)
    await other.ask('POST', '/v1/sign-out')
    expect((await report(use.client, { idleMs: 60 * minute })).until[me().id]).toBe(at - 50 * minute)
  })

  it('counts as the office chose', async () => {
    const managing = await use.desk.signIn(use.workspace.agents['managing-partner'])
    const { version = 0 } = (await managing.snapshot()).start.office
    const chosen = { ...defaultStandInRules, heardWithin: 7, usedWithin: 60 }
    const put = (client: Client, body: object) => client.ask<Office>('PUT', '/v1/office/stand-ins', body)
    expect(await put(use.client, { ...chosen, version })).toMatchObject({ status: 403 })
    expect(await put(senior, { ...chosen, version })).toMatchObject({ status: 403 })
    expect(await put(managing, { ...chosen, heardWithin: -1, version })).toMatchObject({ status: 400 })
    expect(await put(managing, chosen)).toMatchObject({ status: 428 })
    expect(await put(managing, { ...chosen, version })).toMatchObject({
      status: 200,
      body: { standIns: chosen },
    })
    const { at, until } = await report(use.client)
    expect(until[me().id]).toBe(at + 7 * minute)
  })

  it('shows nothing of another workspace', async () => {
    await report(use.client, { rung: [key()] })
    const theirs = await report(stranger)
    expect(Object.keys(theirs.until)).toEqual([beta.agents.agent.id])
    expect(theirs.rung).toEqual([])
  })

  it('tells which device of a person was used last: that one rings', async () => {
    const other = await use.desk.signIn(me())
    expect((await report(use.client, { idleMs: 60_000 })).isLastUsed).toBe(true)
    expect((await report(other, { idleMs: 1000 })).isLastUsed).toBe(true)
    expect((await report(use.client, { idleMs: 60_000 })).isLastUsed).toBe(false)
    expect((await report(senior, { idleMs: 5000 })).isLastUsed).toBe(true)
    // One that is silent for long rings no more.
    use.desk.clock.now += 10 * minute
    expect((await report(use.client, { idleMs: 60_000 })).isLastUsed).toBe(true)
  })

  it('tells a person’s other devices what has rung for them, once each, and nobody else', async () => {
    const other = await use.desk.signIn(me())
    const [first, second] = [key(), key()]
    const before = await report(other)
    await report(use.client, { rung: [first, first] })
    expect((await report(other)).rung.filter((each) => each === first)).toHaveLength(1)
    expect((await report(senior)).rung).not.toContain(first)
    use.desk.clock.now += 10 * minute
    await report(use.client, { rung: [first, second] })
    const { rung, at } = await report(other, { since: before.at + 9 * minute })
    expect(rung).toEqual([second])
    use.desk.clock.now += 10 * minute
    expect((await report(other, { since: at + 5 * minute })).rung).toEqual([])
  })

  it('refuses more than it takes at once, and keys that are none', async () => {
    const told = (rung: readonly unknown[]) => use.client.ask('POST', '/v1/desk', { idleMs: 0, rung })
    expect((await told(Array.from({ length: 501 }, key))).status).toBe(400)
    expect((await told(['x'.repeat(161)])).status).toBe(400)
    expect((await told(['\u0000'])).status).toBe(400)
    expect((await use.client.ask('POST', '/v1/desk', { idleMs: -1, rung: [] })).status).toBe(400)
  })

  it('forgets what rang after thirty days, and desks after one', async () => {
    const rung = key()
    await report(use.client, { rung: [rung] })
    await cleanUp(
      use.desk.testDatabase.database,
      use.desk.clock.now + 29 * dayMs,
      cleanUpRules(use.desk.context),
    )
    expect((await report(use.client)).rung).toContain(rung)
    await cleanUp(
      use.desk.testDatabase.database,
      use.desk.clock.now + 31 * dayMs,
      cleanUpRules(use.desk.context),
    )
    const answer = await use.desk.signIn(me())
    expect((await report(answer)).rung).toEqual([])
  })
})

describe.each(databaseKinds)('away until, and who stands in, on %s', (kind) => {
  const use = useDesk(kind)
  const put = (client: Client, body: object) => client.ask<Agent>('PUT', '/v1/me/absence', body)
  const until = (): number => use.desk.clock.now + 3 * dayMs

  it('is each person’s own word, and reaches everybody', async () => {
    const { agent, senior } = use.workspace.agents
    const said = { awayUntil: until(), standInId: senior.id }
    expect(await put(use.client, said)).toMatchObject({ status: 200, body: { id: agent.id, ...said } })
    const { start } = await use.client.snapshot()
    expect(start.agents.find(({ id }) => id === agent.id)).toMatchObject({ ...said, changedBy: agent.name })
    expect(start.agents.find(({ id }) => id === senior.id)).not.toHaveProperty('awayUntil')
  })

  it('stays when an administrator changes the agent', async () => {
    const { agent, senior } = use.workspace.agents
    const said = { awayUntil: until(), standInId: senior.id }
    const { body: before } = await put(use.client, said)
    const administrator = await use.desk.signIn(use.workspace.agents.administrator)
    const { id, email, role, teamId, active, version } = before
    const change = { name: 'Nieuwe naam', email, role, teamId, active, version }
    expect(await administrator.ask('PUT', `/v1/agents/${id}`, change)).toMatchObject({ status: 200 })
    const { start } = await use.client.snapshot()
    expect(start.agents.find((each) => each.id === agent.id)).toMatchObject({ ...said, name: 'Nieuwe naam' })
  })

  it('ends with its moment, and can be taken back', async () => {
    const gone = { awayUntil: use.desk.clock.now - 1000, standInId: null }
    expect(await put(use.client, gone)).toMatchObject({
      status: 200,
      body: { awayUntil: null, standInId: null },
    })
  })

  it('names no stand-in but an active colleague of the same workspace', async () => {
    const refused = { status: 400, body: { code: 'unknown-stand-in' } }
    const beta = await use.desk.workspace('Beta')
    const { agent, senior, administrator } = use.workspace.agents
    expect(await put(use.client, { awayUntil: null, standInId: agent.id })).toMatchObject(refused)
    expect(await put(use.client, { awayUntil: null, standInId: randomUUID() })).toMatchObject(refused)
    expect(await put(use.client, { awayUntil: null, standInId: beta.agents.senior.id })).toMatchObject(
      refused,
    )
    const { id, ...rest } = senior
    const admin = await use.desk.signIn(administrator)
    await admin.ask('PUT', `/v1/agents/${id}`, { ...rest, active: false, version: 0 })
    expect(await put(use.client, { awayUntil: null, standInId: id })).toMatchObject(refused)
  })

  it('cannot be said of somebody else, nor by who is not signed in', async () => {
    const { senior } = use.workspace.agents
    await put(use.client, { id: senior.id, agentId: senior.id, awayUntil: until(), standInId: null })
    const { start } = await use.client.snapshot()
    expect(start.agents.find(({ id }) => id === senior.id)?.awayUntil ?? null).toBeNull()
    const leaving = await use.desk.signIn(use.workspace.agents.agent)
    await leaving.ask('POST', '/v1/sign-out')
    expect(await put(leaving, { awayUntil: null, standInId: null })).toMatchObject({ status: 401 })
    expect(await leaving.ask('POST', '/v1/desk', { idleMs: 0, rung: [] })).toMatchObject({ status: 401 })
  })
})
