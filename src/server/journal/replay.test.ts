import { sql } from 'drizzle-orm'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TicketEvent } from '../../shared/tickets/events'
import { received } from '../../shared/tickets/example'
import { createWorkspace } from '../accounts/workspace'
import type { CommittedChange } from '../tickets/committed'
import type { Database } from '../db/database'
import { rows, writeTransaction } from '../db/database'
import { migrate } from '../db/migrate'
import { openPglite } from '../db/pglite'
import { systemRandom } from '../ids'
import { rememberOutcome } from '../sync/push/outcomes'
import { replayJournal } from './replay'

const now = Date.parse('2026-11-23T09:00:00Z')
let database: Database
beforeAll(async () => {
  database = await openPglite(null)
  await migrate(database)
}, 60_000)
afterAll(() => database.close())

it('writes a change again whose outcome the database remembers otherwise', async () => {
  const [workspaceId, epoch, ticketId, mutationId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const office = { name: 'Office', demo: false, staffDays: [], teams: [] }
  await writeTransaction(database, (tx) =>
    createWorkspace(tx, { id: workspaceId, name: 'Office', epoch, office }, now),
  )
  const {
    id: _id,
    number,
    subject,
    customerId,
    reporter,
    language,
    teamId,
    assigneeId,
    type,
    priority,
    cover,
  } = received()
  const created: TicketEvent = {
    id: randomUUID(),
    ticketId,
    version: 1,
    at: now,
    recordedAt: now,
    actor: { kind: 'system', id: null, name: 'Tijdig' },
    mutationId,
    type: 'ticket.created',
    number,
    channel: 'console',
    fields: { subject, customerId, reporter, language, teamId, assigneeId, type, priority, cover },
    attention: null,
  }
  const mutation = { id: mutationId, agentId: randomUUID(), ticketId, bodyHash: 'hash', reason: null }
  await writeTransaction(database, (tx) =>
    rememberOutcome(tx, workspaceId, { ...mutation, result: 'held' }, now),
  )
  const change: CommittedChange = {
    workspaceId,
    epoch,
    seq: 1,
    at: now,
    body: { kind: 'ticket', ticketId, events: [created] },
    mutation: { ...mutation, result: 'applied' },
    mails: [],
  }
  const scan = { entries: [{ entry: 'change', change }], damaged: 0, torn: false } as never
  expect(await replayJournal(database, scan, systemRandom, now)).toMatchObject({ replayed: 1, renewed: [] })
  const outcomes = await rows(
    database.writing,
    sql`select result, seq::int from mutations where workspace_id = ${workspaceId}::uuid`,
  )
  expect(outcomes).toEqual([{ result: 'applied', seq: 1 }])
})
