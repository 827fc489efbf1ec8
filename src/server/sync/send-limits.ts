import { sql } from 'drizzle-orm'
import type { ApiError } from '../../shared/sync/wire'
import type { DecidedEvent } from '../../shared/tickets/decide'
import type { Customer } from '../../shared/tickets/people'
import type { Ticket } from '../../shared/tickets/ticket'
import type { Identity } from '../accounts/identity'
import type { Queries } from '../db/database'
import { rows } from '../db/database'

const hourMs = 3_600_000

/**
 * What one agent may send: far more than anybody writes by hand, far less than a stolen account would need to be worth
 * stealing for its mail.
 */
export const sendLimits = {
  repliesAnHour: 300,
  recipientsOfOne: 30,
  /** Addresses that had no part in the ticket before. */
  newAddressesAnHour: 60,
} as const

/**
 * Counts the replies among these events as sent by this agent. Or answers why they may not be sent, and counts nothing: their
 * author keeps the text.
 */
export async function countSending(
  queries: Queries,
  { workspaceId, agent }: Pick<Identity, 'workspaceId' | 'agent'>,
  ticket: Ticket | null,
  events: readonly DecidedEvent[],
  now: number,
): Promise<ApiError | null> {
  const replies = events.flatMap(({ body }) => (body.type === 'reply.sent' ? [body.message] : []))
  if (replies.length === 0) return null
  const recipients = replies.map(({ to, cc }) => unique([...to, ...cc]))
  if (recipients.some(({ length }) => length > sendLimits.recipientsOfOne)) return tooManyRecipients
  const known = ticket ? await addressesOf(queries, workspaceId, ticket) : new Set<string>()
  const fresh = unique(recipients.flat()).filter((address) => !known.has(address))
  const hour = Math.floor(now / hourMs) * hourMs
  await queries.execute(sql`
    insert into sent_counts (workspace_id, agent_id, hour, replies, new_addresses)
    values (${workspaceId}::uuid, ${agent.id}::uuid, ${hour}::double precision, 0, 0)
    on conflict do nothing`)
  const [before] = await rows<{ replies: number; newAddresses: number }>(
    queries,
    sql`select replies, new_addresses as "newAddresses" from sent_counts where workspace_id = ${workspaceId}::uuid
      and agent_id = ${agent.id}::uuid and hour = ${hour}::double precision for update`,
  )
  if ((before?.replies ?? 0) + replies.length > sendLimits.repliesAnHour) return tooManyReplies
  if ((before?.newAddresses ?? 0) + fresh.length > sendLimits.newAddressesAnHour) return tooManyNewAddresses
  await queries.execute(sql`
    update sent_counts set replies = replies + ${replies.length}::int, new_addresses = new_addresses + ${fresh.length}::int
    where workspace_id = ${workspaceId}::uuid and agent_id = ${agent.id}::uuid and hour = ${hour}::double precision`)
  return null
}

const tooManyRecipients: ApiError = {
  code: 'too-many-recipients',
  message: `A reply goes to at most ${sendLimits.recipientsOfOne} addresses. Your text is kept: leave some out, or send it in parts.`,
}
const tooManyReplies: ApiError = {
  code: 'too-many-replies',
  message: `You have sent ${sendLimits.repliesAnHour} replies within this hour, which is the limit. Your text is kept: send it in the next hour.`,
}
const tooManyNewAddresses: ApiError = {
  code: 'too-many-new-addresses',
  message: `You have written to ${sendLimits.newAddressesAnHour} addresses within this hour that had no part in their tickets, which is the limit. Your text is kept: send it in the next hour.`,
}

const unique = (addresses: readonly string[]): readonly string[] => [
  ...new Set(addresses.map((address) => address.trim().toLowerCase())),
]

/** Who has a part in a ticket: its reporter, its customer's key users, and all who wrote or were written to. */
async function addressesOf(
  queries: Queries,
  workspaceId: string,
  ticket: Ticket,
): Promise<ReadonlySet<string>> {
  const written = await rows<{ addresses: readonly string[] }>(
    queries,
    sql`select array(
        select json_array_elements_text(doc->'message'->'to') union select json_array_elements_text(doc->'message'->'cc')
        union select doc->'message'->'from'->>'email') as addresses
      from events where workspace_id = ${workspaceId}::uuid and ticket_id = ${ticket.id}::uuid
        and type in ('message.received', 'reply.sent', 'confirmation.sent')`,
  )
  const [customer] =
    ticket.customerId === null
      ? []
      : await rows<{ doc: Customer }>(
          queries,
          sql`select doc from customers where workspace_id = ${workspaceId}::uuid and id = ${ticket.customerId}::uuid`,
        )
  return new Set(
    unique([
      ticket.reporter.email,
      ...(customer?.doc.keyUsers.map(({ email }) => email) ?? []),
      ...written.flatMap(({ addresses }) => addresses),
    ]),
  )
}

/** Drops counts of hours that are over. */
export async function dropOldSentCounts(queries: Queries, now: number): Promise<void> {
  await queries.execute(sql`delete from sent_counts where hour < ${now - 2 * hourMs}::double precision`)
}
