import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import type { Database, Tx, Writer } from '../db/database'
import { returned } from '../db/database'
import { jsonList } from '../db/json-list'
import type { MailMark, OutgoingMail } from '../tickets/outgoing-mail'
import { crashLimit } from './delivery'

/**
 * The outbox's states: waiting, sending (claimed under a lease), sent, failed. `revision` grows with each change and is its
 * writer's proof that the row is still as it knows it: who was overtaken changes nothing any more.
 */

export interface ClaimedMail extends MailMark {
  readonly ticketId: string | null
  readonly mail: OutgoingMail
  readonly createdAt: number
  /** The ticket's number; null for a mail without one. */
  readonly number: number | null
  /** The demo workspace's mail is delivered nowhere. */
  readonly isDemo: boolean
  /** Its ticket knows that it had not reached everybody, and is to hear when it has. */
  readonly isAwaited: boolean
}

/** For how long a claim holds unless it is renewed, ms. */
export const leaseMs = 60_000

/** A mail whose sender died with it in hand, and that is not simply tried again. */
export type AbandonedMail = Pick<ClaimedMail, 'workspaceId' | 'id' | 'ticketId' | 'mail' | 'delivery'>

/** Of the row `m`. */
export const deliveryOfRow = sql`json_build_object('state', m.state, 'attempts', m.attempts, 'nextTryAt', m.next_try_at,
  'handedOverAt', m.handed_over_at, 'sentAt', m.sent_at, 'error', m.error, 'revision', m.revision,
  'recipients', coalesce(m.recipients, '[]'::json), 'crashes', m.crashes, 'delayToldAt', m.delay_told_at)`

/**
 * Takes back what died while sending. Before the final dot the server had no mail: it is tried again, unless that ended its
 * sender too often. After it the mail may have been delivered. Such mails are returned, those that wait longest first, to be put
 * before a person; whoever cannot do that leaves them to the next who asks, after a lease.
 * @param inHand ids of mails that the caller is sending: its lease may have run out while the machine slept
 */
export async function recoverAbandoned(
  tx: Tx,
  now: number,
  inHand: readonly string[] = [],
): Promise<readonly AbandonedMail[]> {
  const isAbandoned = sql`state = 'sending' and lease_until < ${now}::double precision
    and not (id = any(${sql.param([...inHand])}::uuid[]))`
  await tx.execute(sql`
    update mail_outbox set state = 'waiting', next_try_at = ${now}::double precision, lease_until = null,
      crashes = crashes + 1, revision = revision + 1
    where ${isAbandoned} and handed_over_at is null and crashes + 1 < ${crashLimit}::int`)
  return returned<AbandonedMail>(
    tx,
    sql`update mail_outbox m set crashes = crashes + 1, lease_until = ${now + leaseMs}::double precision
      where (workspace_id, id) in (
        select workspace_id, id from mail_outbox where ${isAbandoned} order by lease_until limit 20 for update skip locked)
      returning workspace_id as "workspaceId", id, ticket_id as "ticketId", doc as mail, ${deliveryOfRow} as delivery`,
  )
}

export const noServer = 'No mail server is set: this mail waits until there is one (TIJDIG_SMTP_URL).'

/** Says on waiting mail why it waits. */
export async function tellNoServer({ writing }: Database): Promise<void> {
  await writing.execute(sql`
    update mail_outbox m set error = ${noServer} where state = 'waiting' and error is null and not exists (
      select 1 from offices o where o.workspace_id = m.workspace_id and o.doc->>'demo' = 'true')`)
}

export interface ClaimRules {
  readonly limit: number
  /** Without a mail server: only the demo's. */
  readonly hasServer: boolean
  /** Domains, in lower case, that get no more at present: no mail that has one of them among its recipients. */
  readonly except?: readonly string[]
  /** Whether one may be among them whose sender died before: it may end this one too, and is sent beside no other such. */
  readonly mayCrash?: boolean
}

/** Claims mails that are due, oldest first; other servers skip them. */
export async function claimDue(tx: Tx, now: number, rules: ClaimRules): Promise<readonly ClaimedMail[]> {
  const { limit, hasServer, except = [], mayCrash = true } = rules
  return returned<ClaimedMail>(
    tx,
    sql`with due as (
      select m.workspace_id, m.id, coalesce(o.doc->>'demo', 'false') = 'true' as is_demo
      from mail_outbox m left join offices o on o.workspace_id = m.workspace_id
      where m.state = 'waiting' and m.next_try_at <= ${now}::double precision
        and (${hasServer} or coalesce(o.doc->>'demo', 'false') = 'true')
        and (m.crashes = 0 or ${mayCrash}) and not ${goesTo(except)}
      order by m.next_try_at limit ${limit} for update of m skip locked
    ), claimed as (
      update mail_outbox m set state = 'sending', attempts = m.attempts + 1, handed_over_at = null,
        lease_until = ${now + leaseMs}::double precision, revision = m.revision + 1
      from due where m.workspace_id = due.workspace_id and m.id = due.id
      returning m.workspace_id, m.id, m.ticket_id, m.doc, ${deliveryOfRow} as delivery, m.created_at, due.is_demo
    )
    select c.workspace_id as "workspaceId", c.id, c.ticket_id as "ticketId", c.doc as mail, c.delivery,
      c.created_at as "createdAt", t.number, c.is_demo as "isDemo",
      coalesce(position(c.id::text in t.doc->>'undelivered') > 0, false) as "isAwaited"
    from claimed c left join tickets t on t.workspace_id = c.workspace_id and t.id = c.ticket_id`,
  )
}

/** Whether the row `m` has one of these domains among its recipients, as `domainsOf` reads them. */
const goesTo = (domains: readonly string[]): SQL =>
  domains.length === 0
    ? sql`false`
    : sql`exists (
        select 1 from json_array_elements_text(${jsonList(sql`m.doc->'to'`)}) address
          where lower(substring(address from '@([^@]*)$')) = any(${sql.param([...domains])}::text[])
        union all select 1 from json_array_elements_text(${jsonList(sql`m.doc->'cc'`)}) address
          where lower(substring(address from '@([^@]*)$')) = any(${sql.param([...domains])}::text[]))`

/** Keeps a claim for another term, as long as the row is at this revision. */
export async function renewLease(
  writer: Writer,
  { workspaceId, id, delivery }: MailMark,
  now: number,
): Promise<void> {
  await writer.execute(sql`
    update mail_outbox set lease_until = ${now + leaseMs}::double precision
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and state = 'sending'
      and revision = ${delivery.revision}::int`)
}

/**
 * Writes how a delivery stands now. False when somebody else has changed the row since its writer knew it: then nothing was
 * written.
 * @param now for the lease of a mail that is still being sent
 */
export function writeDelivery(writer: Writer, mark: MailMark, now: number): Promise<boolean> {
  const leaseUntil = mark.delivery.state === 'sending' ? now + leaseMs : null
  return write(writer, mark, leaseUntil, sql`revision = ${mark.delivery.revision - 1}::int`)
}

/**
 * Gives a row back what the journal knows of its delivery; false when the row knows as much or more. Who was sending it is
 * dead.
 */
export function restoreDelivery(writer: Writer, mark: MailMark): Promise<boolean> {
  const leaseUntil = mark.delivery.state === 'sending' ? 0 : null
  return write(writer, mark, leaseUntil, sql`revision < ${mark.delivery.revision}::int`)
}

/** As `writeDelivery`, for one of a sender that is dead: the next who looks settles it. */
export function writeInDoubt(writer: Writer, mark: MailMark): Promise<boolean> {
  return write(writer, mark, 0, sql`revision = ${mark.delivery.revision - 1}::int`)
}

async function write(
  writer: Writer,
  { workspaceId, id, delivery }: MailMark,
  leaseUntil: number | null,
  condition: SQL,
): Promise<boolean> {
  const {
    state,
    attempts,
    nextTryAt,
    handedOverAt,
    sentAt,
    error,
    revision,
    recipients,
    crashes,
    delayToldAt,
  } = delivery
  const changed = await returned(
    writer,
    sql`update mail_outbox set state = ${state}, attempts = ${attempts}::int,
        next_try_at = ${nextTryAt}::double precision, handed_over_at = ${handedOverAt}::double precision,
        sent_at = ${sentAt}::double precision, error = ${error}, revision = ${revision}::int,
        recipients = ${recipients.length === 0 ? null : JSON.stringify(recipients)}::json, crashes = ${crashes}::int,
        delay_told_at = ${delayToldAt}::double precision, lease_until = ${leaseUntil}::double precision
      where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and ${condition} returning id`,
  )
  return changed.length === 1
}
