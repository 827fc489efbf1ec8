import { sql } from 'drizzle-orm'
import { decodeEventsAfter } from '../../shared/tickets/decode-event'
import type { TicketEvent } from '../../shared/tickets/events'
import { evolveAll } from '../../shared/tickets/evolve'
import type { Ticket } from '../../shared/tickets/ticket'
import type { Reader, Tx } from '../db/database'
import { locked, rows } from '../db/database'

/**
 * The ticket, locked until the transaction ends; null when there is none. One that an older server folded without
 * understanding all of its events is folded again.
 */
export async function lockTicket(queries: Tx, workspaceId: string, id: string): Promise<Ticket | null> {
  const [row] = await locked<{ doc: Ticket }>(
    queries,
    sql`select doc from tickets where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`,
  )
  if (!row) return null
  return row.doc.unknownEvents === undefined
    ? row.doc
    : evolveAll(await eventsSince(queries, workspaceId, id, 0))
}

/** The ticket's events after a version, oldest first. */
export async function eventsSince(
  queries: Reader,
  workspaceId: string,
  ticketId: string,
  version: number,
): Promise<readonly TicketEvent[]> {
  const found = await rows<{ doc: unknown }>(
    queries,
    sql`select doc from events where workspace_id = ${workspaceId}::uuid and ticket_id = ${ticketId}::uuid
      and version > ${Math.min(version, 2_000_000_000)}::int order by version`,
  )
  return decodeEventsAfter(
    version,
    found.map(({ doc }) => doc),
    ticketId,
  )
}

/** The number that the next new ticket gets. Others who create wait until this transaction ends. */
export async function lockNextNumber(queries: Tx, workspaceId: string): Promise<number> {
  const [row] = await locked<{ next: number }>(
    queries,
    sql`select next from ticket_numbers where workspace_id = ${workspaceId}::uuid for update`,
  )
  if (!row) throw new Error(`Workspace ${workspaceId} has no ticket numbers`)
  return row.next
}

/** Marks the number as used, within the transaction that locked it. */
export async function useNumber(queries: Tx, workspaceId: string, number: number): Promise<void> {
  await queries.execute(
    sql`update ticket_numbers set next = greatest(next, ${number + 1}::int) where workspace_id = ${workspaceId}::uuid`,
  )
}
