import { randomUUID } from 'node:crypto'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { protocol } from '../../src/shared/sync/protocol-version'
import { decodeBucket, receivedPage } from '../../src/shared/sync/received'
import { foldPage } from '../../src/shared/sync/engine/pull-page'
import { pullResponse } from '../../src/shared/sync/wire'
import type { SnapshotBucket } from '../../src/shared/sync/wire'
import { ticketEvent } from '../../src/shared/tickets/events'
import type { TicketEvent } from '../../src/shared/tickets/events'
import type { Ticket } from '../../src/shared/tickets/ticket'
import { writeTicket } from '../../src/server/tickets/write-ticket'
import { rows, writeTransaction } from '../../src/server/db/database'
import { openEmbeddedDatabase } from '../../src/server/journal/embedded-database'
import { migrate } from '../../src/server/db/migrate'
import { ServerTooOld } from '../../src/server/db/schema-floor'
import { closeSilentTickets } from '../../src/server/jobs/auto-close'
import { serverJobs } from '../../src/server/jobs/jobs'
import { createLog } from '../../src/server/open'
import { createServer } from '../../src/server/server'
import { startEmbedded } from '../../src/server/start-embedded'
import { lockTicket } from '../../src/server/tickets/ticket-row'
import { ask } from './support/client'
import { databaseKinds } from './support/databases'
import { createTicket, mutationOf, nothingSeen, reply, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

const dayMs = 24 * 3_600_000
const notTooLong = { timeout: 6000, interval: 200 }

describe.each(databaseKinds)('versions that differ on %s', (kind) => {
  const use = useDesk(kind, 'administrator')
  const queries = () => use.desk.context.database.writing
  const stored = async (id: string): Promise<Ticket> => {
    const [row] = await rows<{ doc: Ticket }>(queries(), sql`select doc from tickets where id = ${id}::uuid`)
    if (!row) throw new Error('no ticket')
    return row.doc
  }

  /** What a newer server, beside this one on the same database, did to a ticket: its fold knows more than this version. */
  async function workedOnByNewer(id: string): Promise<object> {
    const { context, clock } = use.desk
    const workspaceId = use.workspace.id
    const before = await stored(id)
    const event = {
      id: randomUUID(),
      ticketId: id,
      version: before.version + 1,
      at: clock.now,
      recordedAt: clock.now,
      actor: { kind: 'robot', id: 'r2', name: 'R2' },
      mutationId: null,
      type: 'ticket.praised',
      stars: 5,
    }
    const ticket = { ...before, version: event.version, updatedAt: clock.now, stars: 5 }
    await writeTransaction(context.database, (tx) =>
      writeTicket(tx, {
        workspaceId,
        at: clock.now,
        ticket,
        events: [event as unknown as TicketEvent],
        mutation: null,
      }),
    )
    return event
  }

  async function newTicket(): Promise<string> {
    const id = randomUUID()
    await use.client.push(createTicket(id, { customerId: use.workspace.customer.id }))
    return id
  }

  it('an older server works on a ticket that a newer one has folded, and loses nothing of it', async () => {
    const id = await newTicket()
    const seen = seenOf(await stored(id))
    await workedOnByNewer(id)
    expect(await use.client.push(mutationOf('note.add', id, { text: 'Gezien' }))).toMatchObject([
      { result: 'applied' },
    ])
    // What it cannot read may be news: who has not seen it looks again first.
    expect(await use.client.push(reply(id, seen))).toMatchObject([
      { result: 'held', reason: { code: 'unread-since' } },
    ])
    const answer = reply(id, seenOf(await stored(id)))
    expect(await use.client.push(answer)).toMatchObject([{ result: 'applied' }])
    expect(await stored(id)).toMatchObject({ stars: 5, notes: 1, publicReplies: 1 })
    expect(await stored(id)).not.toHaveProperty('unknownEvents')
  })

  it('its jobs do, too', async () => {
    const id = await newTicket()
    const contactAttempt = { channel: 'email', note: '' } as const
    await use.client.push(
      mutationOf('wait.start', id, { kind: 'key-user', reason: 'Vraag', contactAttempt, occurredAt: null }),
    )
    await workedOnByNewer(id)
    use.desk.clock.now += 7 * dayMs
    expect(await closeSilentTickets(use.desk.context)).toBe(1)
    expect(await stored(id)).toMatchObject({ status: 'closed', stars: 5 })
  })

  it('a client reads such a ticket by the log, by the snapshot and by an earlier bucket, and each gives the same', async () => {
    const { start } = await use.client.snapshot()
    const id = await newTicket()
    const event = await workedOnByNewer(id)
    const page = receivedPage.parse(await use.client.pull(start.epoch, start.seq))
    const commit = foldPage(start, page, { tickets: new Map(), reference: null })
    const byLog = commit?.tickets.find((ticket) => ticket.id === id)
    expect(byLog).toMatchObject({ version: commit?.events.at(-1)?.version, unknownEvents: 1 })
    expect(commit?.events.at(-1)).toMatchObject({ type: 'unknown', original: event })
    const line = (await use.client.ask('GET', '/v1/sync/snapshot')).body as unknown as string
    const buckets = line.split('\n').filter((text) => text.includes(id))
    const byId = (json: unknown) => decodeBucket(json)?.tickets.find((ticket) => ticket.id === id)
    expect(byId(JSON.parse(buckets[0] ?? ''))).toMatchObject({ ...byLog })
    // What changed since is folded again, by the server itself.
    await use.client.push(mutationOf('note.add', id, { text: 'Later' }))
    const bucket = Math.floor((byLog?.number ?? 0) / 500)
    const path = `/v1/sync/buckets/${bucket}?epoch=${start.epoch}&at=${page.to}`
    expect(byId((await use.client.ask<SnapshotBucket>('GET', path)).body)).toMatchObject({ ...byLog })
  })

  it('a ticket that an older server could not fold whole is folded again when it is worked on', async () => {
    const id = await newTicket()
    const whole = await stored(id)
    await queries().execute(
      sql`update tickets set doc = ${JSON.stringify({ ...whole, preview: '?', unknownEvents: 1 })}::json
        where id = ${id}::uuid`,
    )
    const { context, clock } = use.desk
    await writeTransaction(context.database, async (tx) => {
      expect(await lockTicket(tx, use.workspace.id, id)).toEqual(whole)
    })
    expect(clock.now).toBeGreaterThan(0)
  })

  it('an app of before there were numbers reads all that this server writes of itself', async () => {
    const apart = await use.desk.workspace('Oud')
    const client = await use.desk.signIn(apart.agents.agent)
    const { start } = await client.snapshot()
    const id = randomUUID()
    await client.push(
      createTicket(id),
      mutationOf('note.add', id, { text: 'Gezien' }),
      reply(id, nothingSeen),
    )
    const page = await client.pull(start.epoch, start.seq)
    expect(pullResponse.parse(page)).toEqual(page)
    const { timelines } = await client.snapshot()
    for (const event of timelines.get(id) ?? []) expect(ticketEvent.parse(event)).toEqual(event)
    expect(timelines.get(id)?.length).toBeGreaterThan(3)
  })

  it('what an older server does not know it does not remember as refused: later it can be done', async () => {
    const id = randomUUID()
    const newer = createTicket(id, {}, { type: 'ticket.dream' })
    const [refused] = await use.client.push(newer)
    expect(refused).toMatchObject({ result: 'rejected', reason: { code: 'unknown-mutation' } })
    expect(refused?.reason?.message).toContain('older than the app')
    expect(await use.client.push(createTicket(id, {}, { id: newer.id }))).toMatchObject([
      { result: 'applied' },
    ])
  })

  it('every answer says what is spoken, an app below the floor is told to update, and one that is not is served', async () => {
    const { context } = use.desk
    const app = await createServer(context, { oldestClient: protocol.version })
    try {
      const address = await app.listen({ host: '127.0.0.1', port: 0 })
      const authorization = { authorization: `Bearer ${use.client.session.token}` }
      const mine = { 'tijdig-protocol': String(protocol.version) }
      const listening = new AbortController()
      const live = await fetch(`${address}/v1/sync/live`, {
        headers: { ...authorization, ...mine },
        signal: listening.signal,
      })
      expect(live.headers.get('tijdig-protocol')).toBe(String(protocol.version))
      listening.abort()
      const routes = [
        ['POST', '/v1/sign-in', { email: 'x@y.example', password: 'x', device: '' }, 401],
        ['GET', '/v1/me', undefined, 200],
        ['GET', '/v1/sync/snapshot', undefined, 200],
        ['POST', '/v1/sync/push', { deviceId: randomUUID(), mutations: [createTicket(randomUUID())] }, 200],
        ['GET', `/v1/attachments/${randomUUID()}`, undefined, 404],
      ] as const
      for (const [method, path, body, status] of routes) {
        const said = {
          'tijdig-protocol': String(protocol.version),
          'tijdig-oldest-client': String(protocol.version),
        }
        const olders: Record<string, string>[] = [
          {},
          { 'tijdig-protocol': '1' },
          { 'tijdig-protocol': 'two' },
        ]
        for (const older of olders) {
          const answer = await ask(address, method, path, body, { ...authorization, ...older })
          expect(answer).toMatchObject({ status: 426, body: { code: 'update-required' } })
          expect(Object.fromEntries(answer.headers)).toMatchObject(said)
        }
        const answer = await ask(address, method, path, body, { ...authorization, ...mine })
        expect([path, answer.status]).toEqual([path, status])
        expect(Object.fromEntries(answer.headers)).toMatchObject(said)
      }
      // What this server does not have yet, a newer one may: an app hears which this is.
      const unknown = await ask(address, 'GET', '/v1/dreams', undefined, { ...authorization, ...mine })
      expect([unknown.status, unknown.headers.get('tijdig-protocol')]).toEqual([
        404,
        String(protocol.version),
      ])
      expect((await fetch(`${address}/health`)).status).toBe(200)
    } finally {
      await app.close()
    }
  })

  it('a server that the tables no longer allow does not start; one that runs takes no work, and goes on when they do', async () => {
    const { context, address } = use.desk
    const { database } = context
    const raise = (floor: number) =>
      database.writing.execute(sql`update schema_floor set oldest_server = ${floor}`)
    const names = () => rows(database.writing, sql`select name from migrations order by name`)
    const ready = async () => (await ask(address, 'GET', '/ready')).status
    const before = await names()
    await raise(9999)
    try {
      await expect(migrate(database)).rejects.toThrow(ServerTooOld)
      await expect(migrate(database)).rejects.toThrow('made by a newer version of Tijdig')
      expect(await names()).toEqual(before)
      await expect.poll(ready, notTooLong).toBe(503)
      const id = randomUUID()
      const push = await use.client.ask('POST', '/v1/sync/push', {
        deviceId: randomUUID(),
        mutations: [createTicket(id)],
      })
      expect(push).toMatchObject({ status: 503, body: { code: 'server-outdated' } })
      expect((await ask(address, 'GET', '/health')).status).toBe(200)
      let delivered = 0
      const jobs = serverJobs(context, () => Promise.resolve(void delivered++).then(() => 0))
      for (const { run } of jobs) await run(new AbortController().signal)
      expect(delivered).toBe(0)
      await raise(1)
      await expect.poll(ready, notTooLong).toBe(200)
      for (const { run } of jobs) await run(new AbortController().signal)
      expect(delivered).toBe(1)
      expect(await use.client.push(createTicket(id))).toMatchObject([{ result: 'applied' }])
    } finally {
      await raise(1)
    }
  })

  it('a server works on tables that a newer one has changed when they allow it, and says so', async () => {
    const { database } = use.desk.context
    const lines: object[] = []
    const log = { warn: (line: object) => void lines.push(line) }
    await database.writing.execute(sql`insert into migrations (name) values ('0999_future.sql')`)
    try {
      expect(await migrate(database, log as never)).toEqual([])
      expect(lines).toEqual([{ newer: ['0999_future.sql'] }])
    } finally {
      await database.writing.execute(sql`delete from migrations where name = '0999_future.sql'`)
    }
  })
})

it('an app that went back to an older version says that a newer one made its data, and touches nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tijdig-versions-'))
  const orders = { dataDir: folder, demo: true, tickets: 3 } as const
  const setFloor = async (floor: number) => {
    // Straight to the files: the older version is the one that must not open them.
    const { openPglite } = await import('../../src/server/db/pglite')
    const pglite = await openPglite(join(folder, 'database'))
    await pglite.writing.execute(sql`update schema_floor set oldest_server = ${floor}`)
    await pglite.close()
  }
  const journal = () => readFile(join(folder, 'changes.journal'), 'utf8')
  try {
    await startEmbedded(orders, () => undefined).then(({ stop }) => stop())
    await setFloor(9999)
    const before = await journal()
    await expect(openEmbeddedDatabase(folder, createLog('silent'))).rejects.toThrow(ServerTooOld)
    const said = await new Promise<string>((resolve) =>
      execFile(
        process.execPath,
        ['--import', 'tsx', 'src/server/embedded.ts', folder],
        { cwd: join(import.meta.dirname, '../..') },
        (_error, stdout) => resolve(stdout),
      ),
    )
    expect(JSON.parse(said.trim().split('\n').at(-1) ?? '')).toMatchObject({
      state: 'failed',
      reason: 'made-by-newer',
    })
    expect(await journal()).toBe(before)
    await setFloor(1)
    const running = await startEmbedded(orders, () => undefined)
    await running.stop()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
