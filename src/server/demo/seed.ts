import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { bucketSize } from '../../shared/sync/wire'
import { silentSince } from '../tickets/write-ticket'
import type { Database, Tx } from '../db/database'
import { messageKey } from '../mail/message-key'
import type { DemoTicket } from './desk'
import { generateDemo } from './generate'
import { demoWorkspaceId, demoWorkspaceName, signedInAgent } from './people'
import { firstNumber } from './plan'

export interface SeedOptions {
  readonly tickets: number
  /** Clocks run, wait and miss relative to this instant (epoch ms). */
  readonly now: number
  readonly seed: number
  /** The epoch of the workspace's change log: a fresh UUID. */
  readonly epoch: string
  /** argon2id hash of the password with which every demo agent signs in; null when nobody does. */
  readonly passwordHash: string | null
}

export interface SeededDemo {
  readonly workspaceId: string
  readonly workspaceName: string
  /** The agent whose desk the demo shows. */
  readonly agentId: string
  readonly tickets: number
  readonly events: number
}

/** Tickets per statement: large enough to be quick, small enough to keep each statement's JSON in a few MB. */
const batchSize = 500
/** The whole demo stands at the log's first position; a client takes it as a snapshot. */
const seedSeq = 1

/**
 * Writes the demo workspace into a migrated database, in one transaction. Throws when that database has a demo workspace
 * already: a second one would be the same people again.
 */
export async function seedDemo(database: Database, options: SeedOptions): Promise<SeededDemo> {
  const { now, epoch } = options
  const demo = generateDemo(options)
  return database.runOnce('write', async (queries) => {
    await queries.execute(
      sql`insert into workspaces (id, name, created_at) values (${demoWorkspaceId}::uuid, ${demoWorkspaceName}, ${now})`,
    )
    await queries.execute(
      sql`insert into offices (workspace_id, doc) values (${demoWorkspaceId}::uuid, ${JSON.stringify(demo.office)}::json)`,
    )
    await queries.execute(sql`
      insert into agents (workspace_id, id, email, active, password_hash, doc)
      select ${demoWorkspaceId}::uuid, id, email, true, ${options.passwordHash}, doc
      from json_to_recordset(${json(demo.agents)}::json) as a(id uuid, email text, doc json)`)
    await queries.execute(sql`
      insert into customers (workspace_id, id, email, active, doc)
      select ${demoWorkspaceId}::uuid, id, email, true, doc
      from json_to_recordset(${json(demo.customers)}::json) as c(id uuid, email text, doc json)`)
    const events = await writeTickets(queries, demo.tickets)
    await queries.execute(sql`
      insert into change_heads (workspace_id, epoch, seq, compacted_to)
      values (${demoWorkspaceId}::uuid, ${epoch}::uuid, ${seedSeq}, ${seedSeq})`)
    await queries.execute(sql`
      insert into ticket_numbers (workspace_id, next)
      values (${demoWorkspaceId}::uuid, ${firstNumber + options.tickets})`)
    return {
      workspaceId: demoWorkspaceId,
      workspaceName: demoWorkspaceName,
      agentId: signedInAgent.id,
      tickets: options.tickets,
      events,
    }
  })
}

const json = (people: readonly { readonly id: string; readonly email: string }[]): string =>
  JSON.stringify(people.map((person) => ({ id: person.id, email: person.email, doc: person })))

async function writeTickets(queries: Tx, tickets: Iterable<DemoTicket>): Promise<number> {
  let batch: DemoTicket[] = []
  let events = 0
  for (const demo of tickets) {
    batch.push(demo)
    events += demo.events.length
    if (batch.length < batchSize) continue
    await writeBatch(queries, batch)
    batch = []
  }
  if (batch.length > 0) await writeBatch(queries, batch)
  return events
}

async function writeBatch(queries: Tx, batch: readonly DemoTicket[]): Promise<void> {
  const tickets = batch.map(({ ticket }) => ({
    id: ticket.id,
    number: ticket.number,
    version: ticket.version,
    status: ticket.status,
    customer_id: ticket.customerId,
    silent_since: silentSince(ticket),
    doc: ticket,
  }))
  const events = batch.flatMap(({ events: log }) => log.map((event) => ({ ...keyOf(event), doc: event })))
  await queries.execute(sql`
    insert into tickets (workspace_id, id, number, bucket, version, created_seq, changed_seq, status, customer_id,
      silent_since, doc)
    select ${demoWorkspaceId}::uuid, id, number, number / ${sql.raw(String(bucketSize))}, version, ${seedSeq}, ${seedSeq},
      status, customer_id, silent_since, doc
    from json_to_recordset(${JSON.stringify(tickets)}::json) as t(id uuid, number int, version int, status text,
      customer_id uuid, silent_since double precision, doc json)`)
  await queries.execute(sql`
    insert into mail_seen (workspace_id, message_key, ticket_id, event_id, at)
    select ${demoWorkspaceId}::uuid, message_key, ticket_id, event_id, at
    from json_to_recordset(${JSON.stringify(batch.flatMap(receivedMails))}::json)
      as m(message_key text, ticket_id uuid, event_id uuid, at double precision)`)
  await writeFiles(queries, batch)
  await queries.execute(sql`
    insert into events (workspace_id, ticket_id, version, id, seq, type, doc)
    select ${demoWorkspaceId}::uuid, ticket_id, version, id, ${seedSeq}, type, doc
    from json_to_recordset(${JSON.stringify(events)}::json) as e(ticket_id uuid, version int, id uuid, type text, doc json)`)
}

/** Answers to the demo's mails find their tickets. */
const receivedMails = ({ events }: DemoTicket) =>
  events.flatMap((event) =>
    event.type === 'message.received' && event.message.messageId !== null
      ? [
          {
            message_key: messageKey(event.message.messageId),
            ticket_id: event.ticketId,
            event_id: event.id,
            at: event.at,
          },
        ]
      : [],
  )

async function writeFiles(queries: Tx, batch: readonly DemoTicket[]): Promise<void> {
  const files = batch.flatMap(({ ticket, files: own }) =>
    own.map(({ id, name, mediaType, text }) => {
      const bytes = Buffer.from(text)
      return {
        id,
        ticket_id: ticket.id,
        name,
        media_type: mediaType,
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        base64: bytes.toString('base64'),
        created_at: ticket.createdAt,
      }
    }),
  )
  if (files.length === 0) return
  await queries.execute(sql`
    insert into files (workspace_id, id, ticket_id, name, media_type, size, sha256, bytes, created_by, created_at)
    select ${demoWorkspaceId}::uuid, id, ticket_id, name, media_type, size, sha256, decode(base64, 'base64'), null, created_at
    from json_to_recordset(${JSON.stringify(files)}::json) as f(id uuid, ticket_id uuid, name text, media_type text,
      size int, sha256 text, base64 text, created_at double precision)`)
}

const keyOf = ({ id, ticketId, version, type }: DemoTicket['events'][number]) => ({
  id,
  ticket_id: ticketId,
  version,
  type,
})
