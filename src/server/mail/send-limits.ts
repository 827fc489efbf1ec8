import { sql } from 'drizzle-orm'
import type { DecidedEvent } from '../../shared/tickets/decision'
import type { Identity } from '../accounts/identity'
import type { Tx } from '../db/database'
import { locked } from '../db/database'
import type { SendingRefusal } from '../refused'
import type { WrittenOn } from './known-addresses'
import { newAmong, rememberWritten, unique } from './known-addresses'

const hourMs = 3_600_000

/**
 * What one agent may send: far more than anybody writes by hand, far less than a stolen account would need to be worth
 * stealing for its mail.
 */
export const sendLimits = {
  /** Confirmations and notices that the office sends because of what this agent does count as well. */
  repliesAnHour: 300,
  recipientsOfOne: 30,
  /** Addresses that the desk had nothing to do with before: see `newAmong`. */
  newAddressesAnHour: 60,
} as const

/** Why mail may not be sent. */
interface SendingTooMuch {
  readonly code: SendingRefusal
  readonly message: string
}

/** What is sent on which ticket, at which instant (UTC epoch ms). */
interface Sending {
  readonly on: WrittenOn
  readonly now: number
}

/**
 * Counts the mails among these events, the office's own ones too, as sent by this agent. Or answers why they may not be sent, and
 * counts nothing: the author of a reply keeps its text.
 * @param wasCounted by a server whose backup is restored: then only one mail's recipients are looked at
 */
export async function countSending(
  queries: Tx,
  author: Pick<Identity, 'workspaceId' | 'agent'>,
  events: readonly DecidedEvent[],
  { wasCounted, ...sending }: Sending & { readonly wasCounted: boolean },
): Promise<SendingTooMuch | null> {
  const mails = events.flatMap(({ body }) =>
    body.type === 'reply.sent' || body.type === 'confirmation.sent' ? [body.message] : [],
  )
  if (mails.length === 0) return null
  const recipients = mails.map(({ to, cc }) => unique([...to, ...cc]))
  if (recipients.some(({ length }) => length > sendLimits.recipientsOfOne)) return tooManyRecipients
  return wasCounted ? null : countMails(queries, author, recipients, sending)
}

/**
 * Counts mails, each by its recipients in the form of `unique`, as sent by this agent in this hour; or answers why they may not
 * be sent.
 */
export async function countMails(
  queries: Tx,
  { workspaceId, agent }: Pick<Identity, 'workspaceId' | 'agent'>,
  mails: readonly (readonly string[])[],
  { on, now }: Sending,
): Promise<SendingTooMuch | null> {
  const hour = Math.floor(now / hourMs) * hourMs
  await queries.execute(sql`
    insert into sent_counts (workspace_id, agent_id, hour, replies, new_addresses)
    values (${workspaceId}::uuid, ${agent.id}::uuid, ${hour}::double precision, 0, 0)
    on conflict do nothing`)
  const [before] = await locked<{ replies: number; newAddresses: number }>(
    queries,
    sql`select replies, new_addresses as "newAddresses" from sent_counts where workspace_id = ${workspaceId}::uuid
      and agent_id = ${agent.id}::uuid and hour = ${hour}::double precision for update`,
  )
  const fresh = await newAmong(queries, workspaceId, on, unique(mails.flat()), now)
  if ((before?.replies ?? 0) + mails.length > sendLimits.repliesAnHour) return tooManyReplies
  if ((before?.newAddresses ?? 0) + fresh.length > sendLimits.newAddressesAnHour) return tooManyNewAddresses
  await queries.execute(sql`
    update sent_counts set replies = replies + ${mails.length}::int, new_addresses = new_addresses + ${fresh.length}::int
    where workspace_id = ${workspaceId}::uuid and agent_id = ${agent.id}::uuid and hour = ${hour}::double precision`)
  await rememberWritten(queries, workspaceId, fresh, now)
  return null
}

const tooManyRecipients: SendingTooMuch = {
  code: 'too-many-recipients',
  message: `A reply goes to at most ${sendLimits.recipientsOfOne} addresses. Your text is kept: leave some out, or send it in parts.`,
}
const tooManyReplies: SendingTooMuch = {
  code: 'too-many-replies',
  message: `You have sent ${sendLimits.repliesAnHour} mails within this hour, which is the limit. Your text is kept: send it in the next hour.`,
}
const tooManyNewAddresses: SendingTooMuch = {
  code: 'too-many-new-addresses',
  message: `You have written to ${sendLimits.newAddressesAnHour} new addresses within this hour, which is the limit. Your text is kept: send it in the next hour.`,
}

/** Drops counts of hours that are over. */
export async function dropOldSentCounts(queries: Tx, now: number): Promise<void> {
  await queries.execute(sql`delete from sent_counts where hour < ${now - 2 * hourMs}::double precision`)
}
