import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { rows } from '../../src/server/db/database'
import { closeSilentTickets } from '../../src/server/jobs/auto-close'
import { cleanUp } from '../../src/server/jobs/clean-up'
import { compareClocks } from '../../src/server/jobs/compare-clocks'
import { serverJobs } from '../../src/server/jobs/jobs'
import { startJobs } from '../../src/server/jobs/loop'
import { createLog } from '../../src/server/open'
import type { SentMail } from '../../src/shared/sync/wire'
import { cleanUpRules } from './support/clean-up-rules'
import { databaseKinds } from './support/databases'
import { createTicket, mutationOf, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

const dayMs = 24 * 3_600_000

describe.each(databaseKinds)('what the server does by itself on %s', (kind) => {
  const use = useDesk(kind)

  const waitingTicket = async () => {
    const id = randomUUID()
    const contactAttempt = { channel: 'email', note: 'Gemaild' } as const
    await use.client.push(
      createTicket(id, { customerId: use.workspace.customer.id }),
      mutationOf('wait.start', id, { kind: 'key-user', reason: 'Vraag', contactAttempt, occurredAt: null }),
    )
    return id
  }
  const mailsOf = async (id: string) =>
    (await use.client.ask<{ mails: SentMail[] }>('GET', `/v1/outbox?ticketId=${id}`)).body.mails

  it('closes a ticket seven days after the last contact attempt, and tells the reporter once', async () => {
    const id = await waitingTicket()
    use.desk.clock.now += 7 * dayMs - 1000
    expect(await closeSilentTickets(use.desk.context)).toBe(0)
    use.desk.clock.now += 1000
    const closed = await Promise.all([
      closeSilentTickets(use.desk.context),
      closeSilentTickets(use.desk.context),
    ])
    expect(closed[0] + closed[1]).toBe(1)
    expect(await use.client.ticket(id)).toMatchObject({ status: 'closed' })
    const events = (await use.client.snapshot()).timelines.get(id)
    expect(events?.slice(-2)).toMatchObject([
      { type: 'ticket.closed', reason: 'no-contact', actor: { kind: 'system' } },
      { type: 'reply.sent', purpose: 'notice' },
    ])
    expect(await mailsOf(id)).toMatchObject([
      { to: ['key@customer.example'], subject: expect.stringMatching(/^Gesloten: /) as string },
      { subject: expect.stringMatching(/^Ontvangen: /) as string },
    ])
  })

  it('counts from the latest contact attempt', async () => {
    const id = await waitingTicket()
    use.desk.clock.now += 5 * dayMs
    const attempt = { channel: 'telephone', note: '' } as const
    await use.client.push(mutationOf('contact.log', id, { attempt, occurredAt: null }))
    use.desk.clock.now += 6 * dayMs
    expect(await closeSilentTickets(use.desk.context)).toBe(0)
    use.desk.clock.now += dayMs
    expect(await closeSilentTickets(use.desk.context)).toBe(1)
  })

  it('looks past tickets whose rows say wrongly that they are due, and corrects them', async () => {
    const due = await waitingTicket()
    use.desk.clock.now += 7 * dayMs
    use.client = await use.desk.signIn(use.workspace.agents.agent)
    const ids = Array.from({ length: 110 }, () => randomUUID())
    for (let n = 0; n < ids.length; n += 20)
      await use.client.push(...ids.slice(n, n + 20).map((id) => createTicket(id)))
    const { writing: queries } = use.desk.context.database
    const stale = sql`silent_since = 1 and id = any(${sql.param(ids)}::uuid[])`
    await queries.execute(sql`update tickets set silent_since = 1 where id = any(${sql.param(ids)}::uuid[])`)
    expect(await closeSilentTickets(use.desk.context)).toBe(0)
    expect(await closeSilentTickets(use.desk.context)).toBe(1)
    expect(await use.client.ticket(due)).toMatchObject({ status: 'closed' })
    expect(await rows(queries, sql`select 1 from tickets where ${stale}`)).toEqual([])
    expect(await rows(queries, sql`select 1 from job_failures`)).toEqual([])
  })

  it('tries no ticket of its own that another server has in hand', async () => {
    if (kind !== 'postgres') return
    const id = await waitingTicket()
    use.desk.clock.now += 7 * dayMs
    const { database } = use.desk.context
    await database.runOnce('write', async (elsewhere) => {
      await elsewhere.execute(sql`select 1 from tickets where id = ${id}::uuid for update`)
      for (let n = 0; n < 5; n++) expect(await closeSilentTickets(use.desk.context)).toBe(0)
      const tries = sql`select tries from job_failures where subject = ${id}`
      expect(await rows(database.writing, tries)).toEqual([{ tries: 0 }])
    })
    expect(await closeSilentTickets(use.desk.context)).toBe(1)
  })

  it('closes a solved ticket that nobody confirmed, and leaves others alone', async () => {
    const [solved, open] = [randomUUID(), randomUUID()]
    await use.client.push(createTicket(solved), createTicket(open))
    const seen = seenOf(await use.client.ticket(solved))
    await use.client.push(
      mutationOf('feedback.give', solved, { channel: 'telephone', note: '', occurredAt: null }, { seen }),
      mutationOf('ticket.solve', solved, { resolution: 'Zo', occurredAt: null, anyway: false }, { seen }),
    )
    expect(await use.client.ticket(solved)).toMatchObject({ status: 'solved' })
    use.desk.clock.now += 7 * dayMs
    expect(await closeSilentTickets(use.desk.context)).toBe(1)
    expect(await use.client.ticket(solved)).toMatchObject({ status: 'closed' })
    expect(await use.client.ticket(open)).toMatchObject({ status: 'new' })
  })

  it('tells the reporter too when a person closes for want of an answer, and not when they asked for it', async () => {
    const [silent, withdrawn] = [await waitingTicket(), await waitingTicket()]
    use.desk.clock.now += 7 * dayMs
    const seen = seenOf(await use.client.ticket(silent))
    await use.client.push(
      mutationOf('ticket.close', silent, { reason: 'no-contact', note: '', anyway: false }, { seen }),
      mutationOf('ticket.close', withdrawn, { reason: 'withdrawn', note: '', anyway: false }, { seen }),
    )
    const subjects = async (id: string) => (await mailsOf(id)).map(({ subject }) => subject.split(':')[0])
    expect(await subjects(silent)).toEqual(['Gesloten', 'Ontvangen'])
    expect(await subjects(withdrawn)).toEqual(['Ontvangen'])
    expect(await use.client.ticket(withdrawn)).toMatchObject({ status: 'closed' })
  })

  it('keeps outcomes for 400 days', async () => {
    const mutation = createTicket(randomUUID())
    const [first] = await use.client.push(mutation)
    use.desk.clock.now += 400 * dayMs - 1000
    use.client = await use.desk.signIn(use.workspace.agents.agent)
    const rules = cleanUpRules(use.desk.context)
    await cleanUp(use.desk.context.database, use.desk.clock.now, rules)
    expect(await use.client.push(mutation)).toEqual([first])
    use.desk.clock.now += 2000
    await cleanUp(use.desk.context.database, use.desk.clock.now, rules)
    expect(await use.client.push(mutation)).toMatchObject([
      { result: 'rejected', reason: { code: 'ticket-exists' } },
    ])
  })

  it('goes on with a job after it failed, and stops when asked', async () => {
    let runs = 0
    const run = () => Promise.reject(new Error(`failure ${++runs}`))
    const jobs = startJobs([{ name: 'failing', everyMs: 5, run }], use.desk.context.faults)
    while (runs < 3) await sleep(5)
    await jobs.stop()
    const then = runs
    await sleep(30)
    expect(runs).toBe(then)
  })

  it('stops in the middle of what takes long, which the next server resumes', async () => {
    const { context } = use.desk
    const { writing: queries } = context.database
    const count = async (table: string) =>
      (await rows<{ n: number }>(queries, sql`select count(*)::int as n from ${sql.identifier(table)}`))[0]
        ?.n ?? 0
    use.client = await use.desk.signIn(use.workspace.agents.agent)
    await use.client.push(createTicket(randomUUID()))
    await queries.execute(sql`insert into events (workspace_id, ticket_id, version, id, seq, type, doc)
      select workspace_id, ticket_id, 1000 + n, gen_random_uuid(), seq, type, doc
      from (select * from events limit 1) e, generate_series(1, 10000) n`)
    await queries.execute(sql`delete from search_words`)
    await queries.execute(sql`insert into search_words_to_fill (workspace_id, ticket_id, version)
      select ${uuidOfNothing}::uuid, ${uuidOfNothing}::uuid, 0 where not exists (select 1 from search_words_to_fill)`)
    const dispatch = () => Promise.resolve()
    const filling = serverJobs(context, dispatch).filter(({ name }) => name === 'search-words')
    const jobs = startJobs(filling, context.faults)
    while ((await count('search_words')) === 0) await sleep(5)
    await jobs.stop()
    expect(await count('search_words')).toBeLessThan(9000)
    expect(await count('search_words_to_fill')).toBe(1)
  })

  it.runIf(kind === 'postgres')(
    'warns where the clocks of server and database differ by more than 5 s',
    async () => {
      const { database } = use.desk.context
      const lines: string[] = []
      const log = createLog('warn', { write: (line: string) => void lines.push(line) })
      const compare = (aheadMs: number) => compareClocks({ database, log, now: () => Date.now() + aheadMs })
      expect(Math.abs((await compare(0)) ?? NaN)).toBeLessThan(5000)
      expect(lines).toEqual([])
      for (const aheadMs of [70_000, -70_000]) await compare(aheadMs)
      expect(lines).toHaveLength(2)
      expect(lines[0]).toContain('differs from that of the database')
    },
  )
})

const uuidOfNothing = '00000000-0000-0000-0000-000000000000'
