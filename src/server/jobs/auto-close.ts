import { sql } from 'drizzle-orm'
import { agreement20230224, calendarOf } from '../../shared/sla/agreement'
import { autoCloseOf } from '../../shared/sla/auto-close'
import type { EventBody } from '../../shared/tickets/events'
import type { Happened } from '../../shared/tickets/stamp'
import { silentSinceAttempt, unconfirmedSince } from '../../shared/tickets/silence'
import type { Ticket } from '../../shared/tickets/ticket'
import { closingNotice } from '../tickets/closing-notice'
import type { CommittedChange } from '../tickets/committed'
import { writeHappened } from '../tickets/own-events'
import { silentSince } from '../tickets/write-ticket'
import type { ServerContext } from '../context'
import { acknowledge } from '../context'
import type { Tx } from '../db/database'
import { locked, rows, writeTransaction } from '../db/database'
import { ServerTooOld } from '../db/schema-floor'
import { officeAddress } from '../administration/sender-domains'
import { tellNotClosed } from './tell-not-closed'
import type { Piece } from '../tries'
import { countTry, forgetTries, mostTries, takeBackTry } from '../tries'

/** Shorter than any term of seven calendar days, clock changes included: what is younger need not be looked at. */
const youngestMs = 6.9 * 24 * 3_600_000
const ticketsAtOnce = 100

const { zone } = calendarOf(agreement20230224)

/**
 * Closes tickets on which nobody answered for the agreed term, and tells the reporter by e-mail. Returns how many. A ticket
 * that another server has in hand is left to it. One that cannot be closed holds up no other: after three tries it is passed
 * over until something changes on it, and a note on it asks people to close it.
 */
export async function closeSilentTickets(context: ServerContext): Promise<number> {
  const now = context.now()
  const candidates = await rows<Pick<Piece, 'workspaceId' | 'subject' | 'version'>>(
    context.database.writing,
    sql`select t.workspace_id as "workspaceId", t.id as subject, t.version from tickets t
      left join job_failures f on f.workspace_id = t.workspace_id and f.job = ${job} and f.subject = t.id::text
      where t.silent_since <= ${now - youngestMs}::double precision
        and (f.tries is null or f.tries < ${mostTries}::int or f.version <> t.version)
      order by t.silent_since, t.id limit ${ticketsAtOnce}::int`,
  )
  let closed = 0
  for (const candidate of candidates) if (await tryToClose(context, { ...candidate, job }, now)) closed++
  await tellNotClosed(context, job)
  return closed
}

const job = 'auto-close'

async function tryToClose(context: ServerContext, piece: Piece, now: number): Promise<boolean> {
  try {
    await writeTransaction(context.database, (queries) => countTry(queries, piece, now))
    const change = await closeIfSilent(context, piece, now)
    if (change) await acknowledge(context, [change])
    return change !== null
  } catch (error) {
    if (error instanceof ServerTooOld) throw error
    context.faults.note(job, error)
    return false
  }
}

function closeIfSilent(context: ServerContext, piece: Piece, now: number): Promise<CommittedChange | null> {
  const { workspaceId, subject: id } = piece
  return writeTransaction(context.database, async (queries) => {
    const [row] = await locked<{ ticket: Ticket; officeName: string | null }>(
      queries,
      sql`select t.doc as ticket, (select doc->>'name' from offices where workspace_id = t.workspace_id) as "officeName"
        from tickets t where t.workspace_id = ${workspaceId}::uuid and t.id = ${id}::uuid for update skip locked`,
    )
    if (!row) {
      await takeBackTry(queries, piece)
      return null
    }
    await forgetTries(queries, piece)
    const { ticket, officeName } = row
    if (officeName === null) throw new Error(`Workspace ${workspaceId} has no office`)
    const close = autoCloseOf(
      {
        closedAt: ticket.facts.closedAt,
        unconfirmedSince: unconfirmedSince(ticket),
        silentSince: silentSinceAttempt(ticket),
      },
      agreement20230224,
      zone,
    )
    if (!close || close.at > now) {
      await correctSilence(queries, { workspaceId, id, silentSince: silentSince(ticket) })
      return null
    }
    const from = await officeAddress(queries, workspaceId, ticket.customerId, context.officeAddress)
    const ids = [context.random.uuid(now), context.random.uuid(now)] as const
    const notice = closingNotice(ticket, close.reason, ids[1], { name: officeName, address: from })
    const closed: EventBody = { type: 'ticket.closed', reason: close.reason, note: '' }
    const happened = [closed, ...(notice ? [notice] : [])].map((body, index): Happened => ({
      id: ids[index] ?? ids[0],
      at: now,
      actor: { kind: 'system', id: null, name: officeName },
      body,
    }))
    return writeHappened(queries, { workspaceId, ticket, now, happened })
  })
}

/**
 * A ticket that turned out not to be due, though its row said so, because another version wrote it by another rule. Its row is
 * corrected: else a hundred of such would be all that is ever looked at.
 */
async function correctSilence(
  queries: Tx,
  { workspaceId, id, silentSince }: { workspaceId: string; id: string; silentSince: number | null },
): Promise<void> {
  await queries.execute(sql`update tickets set silent_since = ${silentSince}::double precision
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`)
}
