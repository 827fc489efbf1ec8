import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import { bucketSize } from '../../shared/sync/wire'
import type { TicketEvent } from '../../shared/tickets/events'
import { silentSinceAttempt, unconfirmedSince } from '../../shared/tickets/silence'
import type { Ticket } from '../../shared/tickets/ticket'
import type { Reader, Tx } from '../db/database'
import { returned } from '../db/database'
import type { ChangeBody, CommittedChange, DecidedMutation, QueuedMail } from './committed'
import { mailsOf } from './mails'

export interface TicketWrite {
  readonly workspaceId: string
  readonly at: number
  /** The ticket after the events. It must have a number. */
  readonly ticket: Ticket
  /** At least one; ascending versions that follow on the ticket's former version. */
  readonly events: readonly TicketEvent[]
  readonly mutation: DecidedMutation | null
  /** Only when they are known already: the journal writes again exactly what it had written. */
  readonly mails?: readonly QueuedMail[]
  readonly mayHaveLeft?: boolean
}

/**
 * Writes what happened to one ticket: events, folded ticket, mails to send, outcome and change-log row, in one statement
 * that takes the next position. It must be the LAST statement of its transaction: the workspace's head row stays locked
 * until the commit, so that positions are dense and appear in order. The caller holds the ticket's row lock. A mail that may
 * have left stands as one whose sender died after the last byte: the mailer puts it before a person.
 */
export async function writeTicket(queries: Tx, write: TicketWrite): Promise<CommittedChange> {
  const { workspaceId, at, ticket, events, mutation } = write
  const body: ChangeBody = { kind: 'ticket', ticketId: ticket.id, events }
  const mails = write.mails ?? (await newMails(queries, write))
  const statement = sql`
    with head as (
      update change_heads set seq = seq + 1 where workspace_id = ${workspaceId}::uuid returning epoch, seq
    ), logged as (
      insert into change_log (workspace_id, seq, at, doc)
      select ${workspaceId}::uuid, seq, ${at}::double precision, ${JSON.stringify(body)}::json from head
    ), written as (
      insert into events (workspace_id, ticket_id, version, id, seq, type, doc)
      select ${workspaceId}::uuid, ${ticket.id}::uuid, e.version, e.id, head.seq, e.type, e.doc
      from head, json_to_recordset(${JSON.stringify(events.map(eventRow))}::json)
        as e(version int, id uuid, type text, doc json)
    ), folded as (${foldedTicket(workspaceId, ticket, events)}
    ), decided as (${decidedMutation(workspaceId, mutation, at)}
    ), mailed as (
      insert into mail_outbox (workspace_id, id, ticket_id, doc, state, attempts, created_at, next_try_at,
        handed_over_at, lease_until)
      select ${workspaceId}::uuid, m.id, ${ticket.id}::uuid, m.mail,
        case when m."mayHaveLeft" then 'sending' else 'waiting' end, 0, ${at}::double precision, ${at}::double precision,
        case when m."mayHaveLeft" then ${at}::double precision end,
        case when m."mayHaveLeft" then ${at}::double precision end
      from json_to_recordset(${JSON.stringify(mails)}::json) as m(id uuid, mail json, "mayHaveLeft" boolean)
    ) select epoch, seq from head`
  const [head] = await returned<{ epoch: string; seq: number }>(queries, statement)
  if (!head) throw new Error(`Workspace ${workspaceId} has no change head`)
  return { workspaceId, epoch: head.epoch, seq: head.seq, at, body, mutation, mails }
}

async function newMails(
  queries: Reader,
  { workspaceId, ticket, events, mayHaveLeft }: TicketWrite,
): Promise<readonly QueuedMail[]> {
  const mails = await mailsOf(queries, workspaceId, ticket, events)
  return mayHaveLeft ? mails.map((mail) => ({ ...mail, mayHaveLeft })) : mails
}

const eventRow = (event: TicketEvent) => ({
  version: event.version,
  id: event.id,
  type: event.type,
  doc: event,
})

function foldedTicket(workspaceId: string, ticket: Ticket, events: readonly TicketEvent[]): SQL {
  const number = ticket.number
  if (number === null) throw new Error(`Ticket ${ticket.id} has no number`)
  const doc = sql`${JSON.stringify(ticket)}::json`
  const silent = sql`${silentSince(ticket)}::double precision`
  // A plain insert for a new ticket: two creations at once must clash, not overwrite.
  return events[0]?.version === 1
    ? sql`insert into tickets (workspace_id, id, number, bucket, version, created_seq, changed_seq, status, customer_id,
        silent_since, doc)
      select ${workspaceId}::uuid, ${ticket.id}::uuid, ${number}::int, ${Math.floor(number / bucketSize)}::int,
        ${ticket.version}::int, seq, seq, ${ticket.status}, ${ticket.customerId}::uuid, ${silent}, ${doc} from head`
    : sql`update tickets set version = ${ticket.version}::int, changed_seq = head.seq, status = ${ticket.status},
        customer_id = ${ticket.customerId}::uuid, silent_since = ${silent}, doc = ${doc}
      from head where tickets.workspace_id = ${workspaceId}::uuid and tickets.id = ${ticket.id}::uuid`
}

const decidedMutation = (workspaceId: string, mutation: DecidedMutation | null, at: number): SQL =>
  mutation
    ? sql`insert into mutations (workspace_id, id, agent_id, ticket_id, body_hash, result, seq, reason, decided_at)
      select ${workspaceId}::uuid, ${mutation.id}::uuid, ${mutation.agentId}::uuid, ${mutation.ticketId}::uuid,
        ${mutation.bodyHash}, ${mutation.result}, seq, null, ${at}::double precision from head`
    : sql`select 1`

/** Since when nobody answered, for the closing after seven days; null for a ticket that does not wait for an answer. */
export function silentSince(ticket: Ticket): number | null {
  if (ticket.status === 'solved') return unconfirmedSince(ticket)
  return silentSinceAttempt(ticket)
}
