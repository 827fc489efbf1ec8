import { sql } from 'drizzle-orm'
import type { Customer } from '../../shared/tickets/people'
import type { Ticket } from '../../shared/tickets/ticket'
import type { Reader, Tx } from '../db/database'
import { rows } from '../db/database'
import { lockTicket } from '../tickets/ticket-row'
import { messageKeys, referredKeys } from './message-key'
import type { ParsedMail } from './parse'
import { belongsTo, eventIdsIn, numbersIn } from './route'

/** The ticket on which this very mail stands already, under any of its keys; null when it is new. */
export async function seenTicket(
  queries: Reader,
  workspaceId: string,
  keys: readonly string[],
): Promise<string | null> {
  const [row] = await rows<{ ticketId: string }>(
    queries,
    sql`select ticket_id as "ticketId" from mail_seen
      where workspace_id = ${workspaceId}::uuid and message_key = any(${sql.param([...keys])}::text[]) limit 1`,
  )
  return row?.ticketId ?? null
}

/**
 * The ticket that a mail belongs to, locked: by its thread (what it refers to, what refers to it, and the returned mail that a
 * bounce carries), else by a number in its subject, when its sender belongs to that ticket's customer.
 */
export async function findThread(
  queries: Tx,
  workspaceId: string,
  mail: ParsedMail,
  customers: readonly Customer[],
): Promise<Ticket | null> {
  const referred = [...mail.references, ...returnedIds(mail)]
  const byThread = await ticketOfMessages(queries, workspaceId, referred, mail.messageId)
  if (byThread !== null) return lockTicket(queries, workspaceId, byThread)
  for (const number of numbersIn(mail.subject).slice(0, 5)) {
    const [row] = await rows<{ id: string }>(
      queries,
      sql`select id from tickets where workspace_id = ${workspaceId}::uuid and number = ${number}::int`,
    )
    const ticket = row && (await lockTicket(queries, workspaceId, row.id))
    if (ticket && belongsTo(ticket, customers, mail.from)) return ticket
  }
  return null
}

async function ticketOfMessages(
  queries: Reader,
  workspaceId: string,
  referred: readonly string[],
  own: string | null,
): Promise<string | null> {
  const keys = [
    ...referred.flatMap(messageKeys),
    ...referred.flatMap(referredKeys),
    ...(own === null ? [] : referredKeys(own)),
  ]
  if (keys.length === 0) return null
  const [found] = await rows<{ ticketId: string }>(
    queries,
    sql`select ticket_id as "ticketId", 1 as rank, version as place from events
        where workspace_id = ${workspaceId}::uuid and id = any(${sql.param([...eventIdsIn(referred)])}::uuid[])
      union all select ticket_id, 2, array_position(${sql.param(keys)}::text[], message_key) from mail_seen
        where workspace_id = ${workspaceId}::uuid and message_key = any(${sql.param(keys)}::text[])
      order by rank, place desc limit 1`,
  )
  return found?.ticketId ?? null
}

/** Message-IDs of the mail that a bounce returns, whole or its head only. */
function returnedIds({ parts }: ParsedMail): readonly string[] {
  return parts
    .filter(({ mediaType }) =>
      /^(message\/(rfc822|rfc822-headers|global)|text\/rfc822-headers)$/.test(mediaType),
    )
    .flatMap(({ bytes }) => {
      const head = Buffer.from(bytes.subarray(0, 65_536)).toString('latin1')
      return /^message-id:\s*<([^<>\s]+)>/im.exec(head)?.[1] ?? []
    })
}
