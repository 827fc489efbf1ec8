import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database'
import { rows } from '../db/database'
import type { Delivery, MailMark, OutgoingMail } from '../mail-port'

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
}

/** For how long a claim holds unless it is renewed, ms. */
export const leaseMs = 60_000

export const unknownDelivery =
  'The mail server may have taken this mail, but its answer was lost. Ask the reporter, or send it again.'

const sentBeforeRestore =
  'This mail may have left before a backup of the server was restored. Ask the reporter, or send it again.'

/** Why an abandoned mail goes before a person. One that nobody here began to send came with a push that said `again`. */
export const whyInDoubt = ({ delivery }: AbandonedMail): string =>
  delivery.attempts === 0 ? sentBeforeRestore : unknownDelivery

/** A mail whose sender died after the last byte. */
export type AbandonedMail = Pick<ClaimedMail, 'workspaceId' | 'id' | 'ticketId' | 'mail' | 'delivery'>

/** Of the row `m`. */
const deliveryOfRow = sql`json_build_object('state', m.state, 'attempts', m.attempts, 'nextTryAt', m.next_try_at,
  'handedOverAt', m.handed_over_at, 'sentAt', m.sent_at, 'error', m.error, 'revision', m.revision)`

/**
 * Takes back what died while sending. Before the final dot the server had no mail: it is tried again. After it the mail may
 * have been delivered: it is returned, to be failed before a person. One reply is at most one e-mail.
 */
export async function recoverAbandoned(
  { queries }: Database,
  now: number,
): Promise<readonly AbandonedMail[]> {
  await queries.execute(sql`
    update mail_outbox set state = 'waiting', next_try_at = ${now}::double precision, lease_until = null,
      revision = revision + 1
    where state = 'sending' and lease_until < ${now}::double precision and handed_over_at is null`)
  return rows<AbandonedMail>(
    queries,
    sql`select workspace_id as "workspaceId", id, ticket_id as "ticketId", doc as mail, ${deliveryOfRow} as delivery
      from mail_outbox m
      where state = 'sending' and lease_until < ${now}::double precision and handed_over_at is not null limit 20`,
  )
}

export const noServer = 'No mail server is set: this mail waits until there is one (TIJDIG_SMTP_URL).'

/** Says on waiting mail why it waits. */
export async function tellNoServer({ queries }: Database): Promise<void> {
  await queries.execute(sql`
    update mail_outbox m set error = ${noServer} where state = 'waiting' and error is null and not exists (
      select 1 from offices o where o.workspace_id = m.workspace_id and o.doc->>'demo' = 'true')`)
}

/** Claims up to `limit` mails that are due, oldest first; other servers skip them. Without a mail server: only the demo's. */
export async function claimDue(
  { queries }: Database,
  now: number,
  limit: number,
  hasServer: boolean,
): Promise<readonly ClaimedMail[]> {
  const found = await rows<ClaimedMail>(
    queries,
    sql`with due as (
      select m.workspace_id, m.id, coalesce(o.doc->>'demo', 'false') = 'true' as is_demo
      from mail_outbox m left join offices o on o.workspace_id = m.workspace_id
      where m.state = 'waiting' and m.next_try_at <= ${now}::double precision
        and (${hasServer} or coalesce(o.doc->>'demo', 'false') = 'true')
      order by m.next_try_at limit ${limit} for update of m skip locked
    ), claimed as (
      update mail_outbox m set state = 'sending', attempts = m.attempts + 1, handed_over_at = null,
        lease_until = ${now + leaseMs}::double precision, revision = m.revision + 1
      from due where m.workspace_id = due.workspace_id and m.id = due.id
      returning m.workspace_id, m.id, m.ticket_id, m.doc, ${deliveryOfRow} as delivery, m.created_at, due.is_demo
    )
    select c.workspace_id as "workspaceId", c.id, c.ticket_id as "ticketId", c.doc as mail, c.delivery,
      c.created_at as "createdAt", t.number, c.is_demo as "isDemo"
    from claimed c left join tickets t on t.workspace_id = c.workspace_id and t.id = c.ticket_id`,
  )
  return found
}

/** Keeps a claim for another term, as long as the row is at this revision. */
export async function renewLease(
  queries: Queries,
  { workspaceId, id, delivery }: MailMark,
  now: number,
): Promise<void> {
  await queries.execute(sql`
    update mail_outbox set lease_until = ${now + leaseMs}::double precision
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and state = 'sending'
      and revision = ${delivery.revision}::int`)
}

/**
 * Writes how a delivery stands now. False when somebody else has changed the row since its writer knew it: then nothing was
 * written.
 * @param now for the lease of a mail that is still being sent
 */
export function writeDelivery(queries: Queries, mark: MailMark, now: number): Promise<boolean> {
  const leaseUntil = mark.delivery.state === 'sending' ? now + leaseMs : null
  return write(queries, mark, leaseUntil, sql`revision = ${mark.delivery.revision - 1}::int`)
}

/**
 * Gives a row back what the journal knows of its delivery; false when the row knows as much or more. Who was sending it is
 * dead.
 */
export function restoreDelivery(queries: Queries, mark: MailMark): Promise<boolean> {
  const leaseUntil = mark.delivery.state === 'sending' ? 0 : null
  return write(queries, mark, leaseUntil, sql`revision < ${mark.delivery.revision}::int`)
}

/**
 * Stands in for marks that were lost with a journal: any mail of the workspace that is not known to be sent may have left,
 * and stands before a person.
 */
export async function doubtDeliveries(queries: Queries, workspaceId: string, now: number): Promise<void> {
  await queries.execute(sql`
    update mail_outbox set state = 'sending', lease_until = 0, handed_over_at = coalesce(handed_over_at, ${now}::double precision),
      attempts = greatest(attempts, 1), revision = revision + 1
    where workspace_id = ${workspaceId}::uuid and state in ('waiting', 'sending')`)
}

async function write(
  queries: Queries,
  { workspaceId, id, delivery }: MailMark,
  leaseUntil: number | null,
  condition: SQL,
): Promise<boolean> {
  const { state, attempts, nextTryAt, handedOverAt, sentAt, error, revision } = delivery
  const changed = await rows(
    queries,
    sql`update mail_outbox set state = ${state}, attempts = ${attempts}::int,
        next_try_at = ${nextTryAt}::double precision, handed_over_at = ${handedOverAt}::double precision,
        sent_at = ${sentAt}::double precision, error = ${error}, revision = ${revision}::int,
        lease_until = ${leaseUntil}::double precision
      where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and ${condition} returning id`,
  )
  return changed.length === 1
}

/** A person decided to send a failed mail again, under the same Message-ID. Null when it was not failed. */
export async function sendAgain(
  { queries }: Database,
  workspaceId: string,
  id: string,
  now: number,
): Promise<MailMark | null> {
  const [again] = await rows<{ delivery: Delivery }>(
    queries,
    sql`update mail_outbox m set state = 'waiting', next_try_at = ${now}::double precision, handed_over_at = null,
        error = null, revision = revision + 1
      where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and state = 'failed'
      returning ${deliveryOfRow} as delivery`,
  )
  return again ? { workspaceId, id, delivery: again.delivery } : null
}
