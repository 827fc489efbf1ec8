import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { decodeLine, receivedPage } from '../../src/shared/sync/received'
import type { ReceivedBucket } from '../../src/shared/sync/received'
import type { PushResponse } from '../../src/shared/sync/wire'
import type { MutationEnvelope } from '../../src/shared/tickets/mutations'
import { cleanUp } from '../../src/server/jobs/clean-up'
import { cleanUpRules } from './support/clean-up-rules'
import { databaseKinds } from './support/databases'
import { createTicket, mutationOf, reply, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

describe.each(databaseKinds)('a ticket that the server cannot read on %s', (kind) => {
  const use = useDesk(kind)
  const queries = () => use.desk.context.database.writing
  let bad: string
  let good: string

  beforeEach(async () => {
    bad = randomUUID()
    good = randomUUID()
    await use.client.push(createTicket(bad), createTicket(good))
    await setFacts(bad, 'null')
  })

  const setFacts = (id: string, facts: string) =>
    queries().execute(sql`update tickets
      set doc = jsonb_set(doc::jsonb, '{facts}', ${facts}::jsonb)::json where id = ${id}::uuid`)
  const push = async (...mutations: readonly MutationEnvelope[]) =>
    use.client.ask<PushResponse>('POST', '/v1/sync/push', { deviceId: randomUUID(), mutations })
  const waitOn = (id: string, more: Partial<MutationEnvelope> = {}) =>
    mutationOf(
      'wait.start',
      id,
      { kind: 'external', reason: 'x', contactAttempt: null, occurredAt: null },
      more,
    )
  const metrics = async () => String((await use.client.ask('GET', '/metrics')).body)

  it('keeps back only the work on it; after three tries its author is told, and may send it again later', async () => {
    const wait = waitOn(bad)
    const note = mutationOf('note.add', good, { text: 'kept' })
    const faultsBefore = use.desk.context.faults.counts.get('push') ?? 0
    for (let again = 0; again < 2; again++) {
      const { status, body } = await push(wait, note)
      expect(status).toBe(200)
      expect(body.outcomes).toMatchObject([{ mutationId: note.id, result: 'applied' }])
    }
    expect((await push(wait, note)).body.outcomes).toMatchObject([
      { mutationId: wait.id, result: 'rejected', seq: null, reason: { code: 'change-failed' } },
      { mutationId: note.id, result: 'applied' },
    ])
    expect(use.desk.context.faults.counts.get('push')).toBe(faultsBefore + 3)
    expect(await metrics()).toContain('tijdig_left_to_people{job="push"} 1')
    const facts = JSON.stringify((await use.client.ticket(good)).facts)
    await setFacts(bad, facts)
    expect((await push(wait)).body.outcomes).toMatchObject([{ mutationId: wait.id, result: 'applied' }])
    await cleanUp(use.desk.context.database, use.desk.context.now(), cleanUpRules(use.desk.context))
    expect(await metrics()).not.toContain('tijdig_left_to_people{job="push"}')
  })

  it('holds back what comes behind the failed work: its ticket, and whatever names it', async () => {
    const wait = waitOn(bad)
    const behind = mutationOf('note.add', bad, { text: 'behind' })
    const elsewhere = mutationOf('note.add', good, { text: 'elsewhere' }, { after: [wait.id] })
    const free = createTicket(randomUUID())
    const { body } = await push(wait, behind, elsewhere, free)
    expect(body.outcomes).toMatchObject([{ mutationId: free.id, result: 'applied' }])
  })

  it('is no word on a database that is not well: nothing is decided then', async () => {
    await queries().execute(sql`alter table mutations rename to elsewhere`)
    try {
      const note = mutationOf('note.add', good, { text: 'kept' })
      for (let again = 0; again < 4; again++) expect((await push(note)).status).toBe(503)
    } finally {
      await queries().execute(sql`alter table elsewhere rename to mutations`)
    }
  })

  it('in part, because of what a newer version wrote, holds what was meant before that', async () => {
    const before = seenOf(await use.client.ticket(good))
    await use.client.push(mutationOf('note.add', good, { text: 'to be of a newer version' }))
    await queries()
      .execute(sql`update events set doc = jsonb_set(doc::jsonb, '{type}', '"customer.called"')::json
      where ticket_id = ${good}::uuid and type = 'note.added'`)
    expect(await use.client.push(reply(good, before))).toMatchObject([
      { result: 'held', reason: { code: 'unread-since' } },
    ])
    expect(await use.client.push(reply(good, seenOf(await use.client.ticket(good))))).toMatchObject([
      { result: 'applied' },
    ])
  })

  it('and whose events are damaged keeps nobody from a first sync, and nobody from what is new', async () => {
    const { start } = await use.client.snapshot()
    const late = randomUUID()
    await use.client.push(createTicket(late), mutationOf('note.add', bad, { text: 'to be damaged' }))
    await use.client.push(mutationOf('note.add', late, { text: 'after the damage' }))
    await queries().execute(
      sql`update events set doc = '{}'::json where ticket_id = ${bad}::uuid and version > 1`,
    )
    await queries().execute(sql`update change_log set doc = '{}'::json where doc->>'ticketId' = ${bad}`)
    await queries().execute(sql`update tickets set doc = 'null'::json where id = ${bad}::uuid`)
    const page = receivedPage.parse(
      (await use.client.ask('GET', `/v1/sync/pull?epoch=${start.epoch}&after=${start.seq}&limit=500`)).body,
    )
    expect(page.changes).toMatchObject([
      { kind: 'ticket', ticketId: late },
      { kind: 'unknown' },
      { kind: 'ticket', ticketId: late },
    ])
    const text = String((await use.client.ask('GET', '/v1/sync/snapshot')).body)
    const lines = text.split('\n').filter(Boolean)
    const read = lines.map((line) => decodeLine(JSON.parse(line)))
    expect(read).not.toContain(null)
    const { tickets, leftOut, unknown } = read[1] as ReceivedBucket
    expect({ leftOut, unknown }).toEqual({ leftOut: 0, unknown: true })
    expect(tickets.map(({ id }) => id)).toEqual(expect.arrayContaining([bad, good, late]))
    await queries().execute(sql`update change_log set doc = 'null'::json where doc::text = '{}'`)
    expect((await use.client.pull(start.epoch, start.seq)).changes).toHaveLength(3)
  })
})
