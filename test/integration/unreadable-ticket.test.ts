import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PushResponse } from '../../src/shared/sync/wire'
import type { MutationEnvelope } from '../../src/shared/tickets/mutations'
import { cleanUp } from '../../src/server/jobs/clean-up'
import { cleanUpRules } from './support/clean-up-rules'
import { databaseKinds } from './support/databases'
import { createTicket, mutationOf } from './support/mutations'
import { useDesk } from './support/use-desk'

describe.each(databaseKinds)('a ticket that the server cannot read on %s', (kind) => {
  const use = useDesk(kind)
  const queries = () => use.desk.context.database.queries
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
})
