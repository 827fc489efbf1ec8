import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Database } from '../../db/database'
import { rows } from '../../db/database'
import { migrate } from '../../db/migrate'
import { openPglite } from '../../db/pglite'
import type { OutgoingMail, RecipientDelivery } from '../../tickets/outgoing-mail'

export const exampleMail: OutgoingMail = {
  from: { name: 'Sanne de Wit', email: 'vandijk@support.example' },
  to: ['kees@vandijk.example'],
  cc: [],
  subject: 'Re: Facturen in concept',
  text: 'Beste Kees,\n\nHet is opgelost.\n.\nKijk op https://example.org/a?b=1&c=2.',
  messageId: 'event-1@support.example',
  inReplyTo: 'question@vandijk.example',
  references: ['question@vandijk.example'],
  attachmentIds: [],
  automatic: false,
}

interface Row {
  readonly state: string
  readonly attempts: number
  readonly error: string | null
  readonly next: number
  readonly recipients: readonly RecipientDelivery[] | null
  readonly crashes: number
  readonly lease: number | null
}

/** An outbox in a database of its own, whose clock the test moves. */
export interface TestOutbox {
  readonly database: Database
  readonly workspaceId: string
  now: number
  readonly clock: () => number
  /** Puts a mail in; returns its id. */
  readonly queue: (mail?: Partial<OutgoingMail>) => Promise<string>
  readonly row: (id: string) => Promise<Row | undefined>
  /** Each recipient's state, by address; none where nothing was noted yet. */
  readonly states: (id: string) => Promise<Readonly<Record<string, string>>>
  readonly empty: () => Promise<void>
}

export async function openTestOutbox(start: number): Promise<TestOutbox> {
  const database = await openPglite(null)
  await migrate(database)
  const workspaceId = randomUUID()
  const { writing: queries } = database
  await queries.execute(sql`insert into workspaces values (${workspaceId}::uuid, 'Office', ${start})`)
  const outbox: TestOutbox = {
    database,
    workspaceId,
    now: start,
    clock: () => outbox.now,
    queue: async (mail = {}) => {
      const id = randomUUID()
      await queries.execute(sql`
        insert into mail_outbox (workspace_id, id, doc, state, attempts, created_at, next_try_at)
        values (${workspaceId}::uuid, ${id}::uuid, ${JSON.stringify({ ...exampleMail, ...mail })}::json, 'waiting', 0,
          ${outbox.now}, ${outbox.now})`)
      return id
    },
    row: async (id) => {
      const found = await rows<Row>(
        queries,
        sql`select state, attempts, error, next_try_at as next, recipients, crashes, lease_until as lease
          from mail_outbox where id = ${id}::uuid`,
      )
      return found[0]
    },
    states: async (id) =>
      Object.fromEntries(
        ((await outbox.row(id))?.recipients ?? []).map(({ address, state }) => [address, state]),
      ),
    empty: async () => {
      outbox.now = start
      for (const table of [sql`mail_outbox`, sql`offices`, sql`files`])
        await queries.execute(sql`delete from ${table}`)
    },
  }
  return outbox
}
