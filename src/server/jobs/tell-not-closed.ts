import { sql } from 'drizzle-orm'
import type { CommittedChange } from '../tickets/committed'
import { writeNote } from '../tickets/own-events'
import type { ServerContext } from '../context'
import { acknowledge } from '../context'
import { writeTransaction } from '../db/database'
import { lockTicket } from '../tickets/ticket-row'
import { takeUntold } from '../tries'

const text =
  'Dit ticket kon na drie pogingen niet automatisch worden gesloten. Sluit het zelf, of verander er iets aan; dan wordt het opnieuw geprobeerd.\n' +
  'This ticket could not be closed automatically in three tries. Close it yourself, or change something on it; then it is tried again.'

/**
 * Notes on each ticket whose closing failed for the last time that a person has to close it. Where writing on the ticket is
 * what fails, the log and the metrics are all there is.
 */
export async function tellNotClosed(context: ServerContext, job: string): Promise<void> {
  const { database, faults } = context
  const untold = await writeTransaction(database, (queries) => takeUntold(queries, job, context.now()))
  for (const { workspaceId, subject } of untold)
    try {
      const change = await noteOn(context, { workspaceId, ticketId: subject, job })
      if (change) await acknowledge(context, [change])
    } catch (error) {
      faults.note(job, error)
    }
}

interface Place {
  readonly workspaceId: string
  readonly ticketId: string
  readonly job: string
}

function noteOn(
  context: ServerContext,
  { workspaceId, ticketId, job }: Place,
): Promise<CommittedChange | null> {
  return writeTransaction(context.database, async (queries) => {
    const ticket = await lockTicket(queries, workspaceId, ticketId)
    if (!ticket) return null
    // The note is no reason to try again.
    await queries.execute(sql`update job_failures set version = ${ticket.version + 1}::int
      where workspace_id = ${workspaceId}::uuid and job = ${job} and subject = ${ticketId}`)
    return writeNote(context, queries, { workspaceId, ticket, text })
  })
}
