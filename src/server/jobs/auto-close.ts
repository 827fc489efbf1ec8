import { sql } from 'drizzle-orm'
import { agreement20230224, calendarOf } from '../../shared/sla/agreement'
import { autoCloseOf } from '../../shared/sla/auto-close'
import type { EventBody, TicketEvent } from '../../shared/tickets/events'
import { evolve } from '../../shared/tickets/evolve'
import { silentSinceAttempt } from '../../shared/tickets/silence'
import type { Ticket } from '../../shared/tickets/ticket'
import { closingNotice } from '../change/closing-notice'
import type { CommittedChange } from '../change/committed'
import { writeTicket } from '../change/write-ticket'
import type { ServerContext } from '../context'
import { acknowledge } from '../context'
import { rows, transaction } from '../db/database'
import { officeAddress } from '../sync/decision-context'

/** Shorter than any term of seven calendar days, clock changes included: what is younger need not be looked at. */
const youngestMs = 6.9 * 24 * 3_600_000
const ticketsAtOnce = 100

const { zone } = calendarOf(agreement20230224)

/**
 * Closes tickets on which nobody answered for the agreed term, and tells the reporter by e-mail. Returns how many. A ticket
 * that another server has in hand is left to it.
 */
export async function closeSilentTickets(context: ServerContext): Promise<number> {
  const now = context.now()
  const candidates = await rows<{ workspaceId: string; id: string }>(
    context.database.queries,
    sql`select workspace_id as "workspaceId", id from tickets
      where silent_since <= ${now - youngestMs}::double precision order by silent_since limit ${ticketsAtOnce}::int`,
  )
  let closed = 0
  for (const { workspaceId, id } of candidates) {
    const change = await closeIfSilent(context, workspaceId, id, now)
    if (!change) continue
    await acknowledge(context, [change])
    closed++
  }
  return closed
}

function closeIfSilent(
  context: ServerContext,
  workspaceId: string,
  id: string,
  now: number,
): Promise<CommittedChange | null> {
  return transaction(context.database, async (queries) => {
    const [row] = await rows<{ ticket: Ticket; officeName: string }>(
      queries,
      sql`select t.doc as ticket, o.doc->>'name' as "officeName" from tickets t
        join offices o on o.workspace_id = t.workspace_id
        where t.workspace_id = ${workspaceId}::uuid and t.id = ${id}::uuid for update of t skip locked`,
    )
    if (!row) return null
    const { ticket, officeName } = row
    const close = autoCloseOf(ticket.facts, silentSinceAttempt(ticket), agreement20230224, zone)
    if (!close || close.at > now) return null
    const from = await officeAddress(queries, workspaceId, ticket.customerId, context.officeAddress)
    const ids = [context.random.uuid(now), context.random.uuid(now)] as const
    const notice = closingNotice(ticket, close.reason, ids[1], { name: officeName, address: from })
    const closed: EventBody = { type: 'ticket.closed', reason: close.reason, note: '' }
    const events = [closed, ...(notice ? [notice] : [])].map((body, index): TicketEvent => ({
      id: ids[index] ?? ids[0],
      ticketId: id,
      version: ticket.version + index + 1,
      at: now,
      recordedAt: now,
      actor: { kind: 'system', id: null, name: officeName },
      mutationId: null,
      ...body,
    }))
    const after = events.reduce<Ticket>((folded, event) => evolve(folded, event), ticket)
    return writeTicket(queries, { workspaceId, at: now, ticket: after, events, mutation: null })
  })
}
