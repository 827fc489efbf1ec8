import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { ServerContext } from '../../src/server/context'
import { rows, writeTransaction } from '../../src/server/db/database'
import { closeSilentTickets } from '../../src/server/jobs/auto-close'
import { cleanUp } from '../../src/server/jobs/clean-up'
import { countTry } from '../../src/server/tries'
import { cleanUpRules } from './support/clean-up-rules'
import { databaseKinds } from './support/databases'
import { createTicket, mutationOf, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

const dayMs = 24 * 3_600_000

describe.each(databaseKinds)('one bad row on %s', (kind) => {
  const use = useDesk(kind)

  const solvedTicket = async () => {
    const id = randomUUID()
    await use.client.push(createTicket(id))
    const seen = seenOf(await use.client.ticket(id))
    await use.client.push(
      mutationOf('feedback.give', id, { channel: 'telephone', note: '', occurredAt: null }, { seen }),
      mutationOf('ticket.solve', id, { resolution: 'Zo', occurredAt: null, anyway: false }, { seen }),
    )
    return id
  }
  const weekLater = () => (use.desk.clock.now += 7 * dayMs)
  /** Changes a stored ticket as a disk or another version might. */
  const spoil = async (id: string, path: string, value: string) => {
    await use.desk.context.database.writing.execute(sql`update tickets
      set doc = jsonb_set(doc::jsonb, ${path}::text[], ${value}::jsonb)::json where id = ${id}::uuid`)
  }
  const statusOf = async (id: string) =>
    (
      await rows<{ status: string }>(
        use.desk.context.database.writing,
        sql`select status from tickets where id = ${id}::uuid`,
      )
    )[0]?.status
  const triesOf = async (id: string) =>
    (
      await rows<{ tries: number }>(
        use.desk.context.database.writing,
        sql`select tries from job_failures where subject = ${id}`,
      )
    )[0]?.tries
  const notesOf = async (id: string) =>
    ((await use.client.snapshot()).timelines.get(id) ?? []).filter(({ type }) => type === 'note.added')
  const run = () => closeSilentTickets(use.desk.context)

  it('stops nobody else from being closed, and after three tries asks people with one note', async () => {
    const bad = await solvedTicket()
    await spoil(bad, '{facts,waits}', 'null')
    use.desk.clock.now += 1000
    const good = await solvedTicket()
    weekLater()
    expect(await run()).toBe(1)
    expect(await statusOf(good)).toBe('closed')
    expect(await run()).toBe(0)
    expect(await notesOf(bad)).toEqual([])
    await run()
    expect(await notesOf(bad)).toMatchObject([{ actor: { kind: 'system' } }])
    const counted = use.desk.context.faults.counts.get('auto-close') ?? 0
    expect(counted).toBe(3)
    for (let more = 0; more < 3; more++) await run()
    expect(await notesOf(bad)).toHaveLength(1)
    expect(use.desk.context.faults.counts.get('auto-close')).toBe(counted)
    const metrics = String((await use.client.ask('GET', '/metrics')).body)
    expect(metrics).toContain('tijdig_job_failures{job="auto-close"} 3')
    expect(metrics).toContain('tijdig_left_to_people{job="auto-close"} 1')
    // Somebody changes something on it, and what was wrong is mended: it is tried again.
    await spoil(bad, '{facts,waits}', '[]')
    await use.client.push(mutationOf('note.add', bad, { text: 'Gezien' }))
    expect(await run()).toBe(1)
    expect(await triesOf(bad)).toBeUndefined()
  })

  it('asks people again when something was changed on it and it still cannot be closed', async () => {
    const bad = await solvedTicket()
    await spoil(bad, '{facts,waits}', 'null')
    weekLater()
    for (let tries = 0; tries < 3; tries++) await run()
    expect(await notesOf(bad)).toHaveLength(1)
    await use.client.push(mutationOf('note.add', bad, { text: 'Gezien' }))
    for (let tries = 0; tries < 3; tries++) await run()
    expect(await notesOf(bad)).toMatchObject([
      { actor: { kind: 'system' } },
      { actor: { kind: 'agent' } },
      { actor: { kind: 'system' } },
    ])
    await spoil(bad, '{facts,waits}', '[]')
    await use.client.push(mutationOf('note.add', bad, { text: 'Hersteld' }))
    await run()
  })

  it('does not keep others waiting, however many such rows come first', async () => {
    const bad = [await solvedTicket(), await solvedTicket()]
    for (const id of bad) await spoil(id, '{number}', 'null')
    const { writing: queries } = use.desk.context.database
    // As many as one run takes: they are older than the good one.
    await queries.execute(sql`insert into tickets (workspace_id, id, number, bucket, version, created_seq, changed_seq,
        status, customer_id, silent_since, doc)
      select workspace_id, gen_random_uuid(), 500000 + n, 0, version, created_seq, changed_seq, status, customer_id,
        silent_since - 1000, doc from tickets, generate_series(1, 100) n where id = ${bad[0]}::uuid`)
    const good = await solvedTicket()
    weekLater()
    for (let again = 0; again < 4; again++) await run()
    expect(await statusOf(good)).toBe('closed')
    await queries.execute(sql`delete from tickets where number > 500000`)
  }, 120_000)

  it('is counted before it is tried, so that one that ends the process is counted too', async () => {
    const id = await solvedTicket()
    weekLater()
    const { context } = use.desk
    const triesSeen: unknown[] = []
    const dying: ServerContext = {
      ...context,
      database: {
        ...context.database,
        runOnce: async (mode, work) => {
          const tries = await triesOf(id)
          triesSeen.push(tries)
          // The one that counts is over before the try begins.
          if (tries === undefined) return context.database.runOnce(mode, work)
          throw new Error('the process ends here')
        },
      },
    }
    await expect(closeSilentTickets(dying)).rejects.toThrow('the process ends here')
    expect(triesSeen).toContain(1)
    const { version } = await use.client.ticket(id)
    const piece = { workspaceId: use.workspace.id, job: 'auto-close', subject: id, version }
    for (let again = 0; again < 2; again++)
      await writeTransaction(context.database, (tx) => countTry(tx, piece, context.now()))
    expect(await run()).toBe(0)
    expect(await statusOf(id)).toBe('solved')
    expect(await notesOf(id)).toHaveLength(1)
  })

  it('is noted and counted where a step of the clean-up fails, and the other steps are done', async () => {
    const { context } = use.desk
    const { writing: queries } = context.database
    const [before] = await rows<{ n: number }>(queries, sql`select count(*)::int as n from change_log`)
    await queries.execute(sql`alter table sign_in_attempts rename to elsewhere`)
    await cleanUp(context.database, context.now() + 61 * dayMs, cleanUpRules(context))
    await queries.execute(sql`alter table elsewhere rename to sign_in_attempts`)
    expect(context.faults.counts.get('clean-up')).toBe(1)
    const [after] = await rows<{ n: number }>(queries, sql`select count(*)::int as n from change_log`)
    expect(before?.n).toBeGreaterThan(0)
    expect(after?.n).toBe(0)
  })
})
