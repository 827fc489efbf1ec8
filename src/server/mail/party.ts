import { sql } from 'drizzle-orm'
import type { Customer } from '../../shared/tickets/people'
import type { Ticket } from '../../shared/tickets/ticket'
import type { Reader } from '../db/database'
import { rows } from '../db/database'
import { jsonList } from '../db/json-list'
import type { Mailbox } from './parse'
import { belongsTo, domainOf, isPublicDomain } from './route'

/**
 * Whether a sender is somebody else than the customer whom the office wrote to on this ticket, such as a supplier: neither
 * the reporter, nor a key user, nor of the customer's company.
 */
export async function isParty(
  queries: Reader,
  workspaceId: string,
  ticket: Ticket,
  customers: readonly Customer[],
  sender: Mailbox,
): Promise<boolean> {
  if (belongsTo(ticket, customers, sender)) return false
  // Whoever is asked for help may answer from another address of the same firm.
  const domain = domainOf(sender.email)
  const found = await rows(
    queries,
    sql`select 1 from events e
      cross join lateral (
        select json_array_elements_text(${jsonList(sql`e.doc->'message'->'to'`)}) as address
        union all select json_array_elements_text(${jsonList(sql`e.doc->'message'->'cc'`)})
      ) recipient
      where e.workspace_id = ${workspaceId}::uuid and e.ticket_id = ${ticket.id}::uuid and e.type = 'reply.sent'
        and (lower(recipient.address) = lower(${sender.email})
          or lower(split_part(recipient.address, '@', 2)) = ${isPublicDomain(domain) ? '' : domain}) limit 1`,
  )
  return found.length > 0
}
