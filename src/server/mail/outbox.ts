import { sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database'
import { rows } from '../db/database'
import type { OutgoingMail } from '../mail-port'

/**
 * The outbox's states: waiting, sending (claimed under a lease), sent, failed. `attempts` grows with each claim and is the
 * claimant's proof that the row is still its own: who was overtaken changes nothing any more.
 */

export interface ClaimedMail {
  readonly workspaceId: string
  readonly id: string
  readonly ticketId: string | null
  readonly mail: OutgoingMail
  readonly attempts: number
  readonly createdAt: number
  /** The ticket's number; null for a mail without one. */
  readonly number: number | null
  /** The demo workspace's mail is delivered nowhere. */
  readonly isDemo: boolean
}

/** How a mail ended that did not reach everybody: `sent` to some, or to nobody. */
export interface MailTrouble {
  readonly state: 'sent' | 'failed'
  readonly error: string
}

/** For how long a claim holds unless it is renewed, ms. */
export const leaseMs = 60_000

export const unknownDelivery =
  'The mail server may have taken this mail, but its answer was lost. Ask the reporter, or send it again.'

const sentBeforeRestore =
  'This mail may have left before a backup of the server was restored. Ask the reporter, or send it again.'

/** Why an abandoned mail goes before a person. One that nobody here began to send came with a push that said `again`. */
export const whyInDoubt = ({ attempts }: AbandonedMail): string =>
  attempts === 0 ? sentBeforeRestore : unknownDelivery

/** A mail whose sender died after the last byte. */
export type AbandonedMail = Pick<ClaimedMail, 'workspaceId' | 'id' | 'ticketId' | 'mail' | 'attempts'>

/**
 * Takes back what died while sending. Before the final dot the server had no mail: it is tried again. After it the mail may
 * have been delivered: it is returned, to be failed before a person. One reply is at most one e-mail.
 */
export async function recoverAbandoned(
  { queries }: Database,
  now: number,
): Promise<readonly AbandonedMail[]> {
  await queries.execute(sql`
    update mail_outbox set state = 'waiting', next_try_at = ${now}::double precision, lease_until = null
    where state = 'sending' and lease_until < ${now}::double precision and handed_over_at is null`)
  return rows<AbandonedMail>(
    queries,
    sql`select workspace_id as "workspaceId", id, ticket_id as "ticketId", doc as mail, attempts from mail_outbox
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
        lease_until = ${now + leaseMs}::double precision
      from due where m.workspace_id = due.workspace_id and m.id = due.id
      returning m.workspace_id, m.id, m.ticket_id, m.doc, m.attempts, m.created_at, due.is_demo
    )
    select c.workspace_id as "workspaceId", c.id, c.ticket_id as "ticketId", c.doc as mail, c.attempts,
      c.created_at as "createdAt", t.number, c.is_demo as "isDemo"
    from claimed c left join tickets t on t.workspace_id = c.workspace_id and t.id = c.ticket_id`,
  )
  return found
}

/** What a claimant writes about its mail. Each returns false when the claim was lost: then nothing was written. */
export function claimWriter(queries: Queries, { workspaceId, id, attempts }: AbandonedMail) {
  async function write(change: ReturnType<typeof sql>): Promise<boolean> {
    const changed = await rows(
      queries,
      sql`update mail_outbox set ${change} where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
        and state = 'sending' and attempts = ${attempts}::int returning id`,
    )
    return changed.length === 1
  }
  return {
    renew: (now: number) => write(sql`lease_until = ${now + leaseMs}::double precision`),
    handedOver: (now: number) =>
      write(sql`handed_over_at = ${now}::double precision, lease_until = ${now + leaseMs}::double precision`),
    sent: (now: number) =>
      write(sql`state = 'sent', sent_at = ${now}::double precision, error = null, lease_until = null`),
    later: (nextTryAt: number, error: string) =>
      write(sql`state = 'waiting', next_try_at = ${nextTryAt}::double precision, handed_over_at = null,
        lease_until = null, error = ${error}`),
    settled: (now: number, { state, error }: MailTrouble) =>
      write(sql`state = ${state}, lease_until = null, error = ${error},
        sent_at = ${state === 'sent' ? now : null}::double precision`),
  }
}

/** A person decided to send a failed mail again, under the same Message-ID. False when it was not failed. */
export async function sendAgain(
  { queries }: Database,
  workspaceId: string,
  id: string,
  now: number,
): Promise<boolean> {
  const changed = await rows(
    queries,
    sql`update mail_outbox set state = 'waiting', next_try_at = ${now}::double precision, handed_over_at = null,
        error = null
      where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and state = 'failed' returning id`,
  )
  return changed.length === 1
}
