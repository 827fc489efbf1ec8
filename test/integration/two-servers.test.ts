import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoAgents } from '../../src/server/demo/people'
import { createTicket } from './support/mutations'
import { clientOf } from './support/client'
import type { Client } from './support/client'
import { postgresUrl } from './support/databases'
import { openLive, until } from './support/live-stream'
import { signInPlainly } from '../support/plain-client'
import type { ServerProcess } from '../support/server-process'
import { startServer } from '../support/server-process'
import { makeTeamWorkspace, newDatabase } from '../support/team-workspace'

const [first, second] = demoAgents.filter(({ active }) => active)

/** Real processes, each with its own memory. */
describe.skipIf(!postgresUrl)('two servers on one PostgreSQL', () => {
  let databaseUrl: string
  let here: ServerProcess
  let there: ServerProcess
  let anna: Client
  let bram: Client
  beforeAll(async () => {
    databaseUrl = await newDatabase(postgresUrl ?? '')
    await makeTeamWorkspace({ databaseUrl, tickets: 5, now: Date.now(), seed: 1 })
    ;[here, there] = await Promise.all([startServer({ databaseUrl }), startServer({ databaseUrl })])
    anna = await signedIn(here, first?.email)
    bram = await signedIn(there, second?.email)
  })
  afterAll(async () => {
    await Promise.all([here.stop(), there.stop()])
  })

  const signedIn = async (server: ServerProcess, email = ''): Promise<Client> =>
    clientOf(server.address, (await signInPlainly(server.address, email)).session)
  const see = async (client: Client, ticketId: string, doing: 'viewing' | 'writing') =>
    (await client.ask<{ others: unknown[] }>('POST', '/v1/presence', { ticketId, doing })).body.others

  it('tell on each what the other commits', async () => {
    const live = await openLive(here.address, anna.session.token)
    await bram.push(createTicket(randomUUID(), {}, { writtenAt: Date.now() }))
    const { start } = await bram.snapshot()
    await until(() => live.heads.at(-1)?.head === start.seq, 2000)
    expect(live.heads.at(-1)).toMatchObject({ epoch: start.epoch, head: start.seq })
    await live.close()
  })

  it('end a stream on one when its device signs out at the other', async () => {
    const elsewhere = await signedIn(here, second?.email)
    const live = await openLive(here.address, elsewhere.session.token)
    await clientOf(there.address, elsewhere.session).ask('POST', '/v1/sign-out')
    await until(live.ended, 8000)
  })

  it('show colleagues to each other, until they sign out', async () => {
    const ticketId = randomUUID()
    const leaving = await signedIn(there, second?.email)
    expect(await see(leaving, ticketId, 'writing')).toEqual([])
    expect(await see(anna, ticketId, 'viewing')).toEqual([{ name: second?.name, doing: 'writing' }])
    await leaving.ask('POST', '/v1/sign-out')
    expect(await see(anna, ticketId, 'viewing')).toEqual([])
  })

  it('forget those of a killed server half a minute after they were heard', async () => {
    const ticketId = randomUUID()
    await see(bram, ticketId, 'viewing')
    await there.kill()
    expect(await see(anna, ticketId, 'viewing')).toEqual([{ name: second?.name, doing: 'viewing' }])
    // A server that starts later: its clock says so, so that nobody has to wait.
    there = await startServer({ databaseUrl, clockOffsetMs: 30_500 })
    const later = await signedIn(there, first?.email)
    expect(await see(later, ticketId, 'viewing')).toEqual([])
  })
})

it.skipIf(!postgresUrl)(
  'makes the tables once when three servers start together on an empty database',
  async () => {
    const databaseUrl = await newDatabase(postgresUrl ?? '')
    const servers = await Promise.all([1, 2, 3].map(() => startServer({ databaseUrl })))
    for (const { address } of servers) expect((await fetch(`${address}/ready`)).status).toBe(200)
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    const { rows } = await client.query<{ name: string }>('select name from migrations order by name')
    await client.end()
    const scripts = await readdir(new URL('../../src/server/db/migrations/', import.meta.url))
    expect(rows.map(({ name }) => name)).toEqual(scripts.filter((name) => name.endsWith('.sql')).sort())
    await Promise.all(servers.map((server) => server.stop()))
  },
)
