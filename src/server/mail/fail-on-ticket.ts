import type { TicketEvent } from '../../shared/tickets/events'
import { evolve } from '../../shared/tickets/evolve'
import { writeTicket } from '../change/write-ticket'
import type { ServerContext } from '../context'
import { acknowledge } from '../context'
import { transaction } from '../db/database'
import { lockTicket } from '../sync/ticket-row'
import { claimWriter } from './outbox'
import type { FailMail } from './send'

/** Marks a mail as failed and says so in a note on its ticket, in one transaction: nobody has to look in the outbox. */
export const failOnTicket =
  (context: ServerContext): FailMail =>
  async (database, abandoned, error) => {
    const { workspaceId, ticketId, mail } = abandoned
    const change = await transaction(database, async (queries) => {
      if (!(await claimWriter(queries, abandoned).failed(error))) return null
      const ticket = ticketId === null ? null : await lockTicket(queries, workspaceId, ticketId)
      if (!ticket) return null
      const now = context.now()
      const note: TicketEvent = {
        id: context.random.uuid(now),
        ticketId: ticket.id,
        version: ticket.version + 1,
        at: now,
        recordedAt: now,
        actor: { kind: 'system', id: null, name: 'Tijdig' },
        mutationId: null,
        type: 'note.added',
        text: failureNote([...mail.to, ...mail.cc], mail.subject, error),
      }
      const after = evolve(ticket, note)
      return writeTicket(queries, { workspaceId, at: now, ticket: after, events: [note], mutation: null })
    })
    if (change) await acknowledge(context, [change])
  }

function failureNote(to: readonly string[], subject: string, error: string): string {
  const names = to.slice(0, 10).join(', ')
  return (
    `E-mail niet bezorgd: "${subject}" aan ${names}.\n` +
    `E-mail not delivered: "${subject}" to ${names}.\n\n${error}`
  )
}
