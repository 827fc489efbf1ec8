import type { TicketEvent } from '../../shared/tickets/events'
import { evolve } from '../../shared/tickets/evolve'
import { writeTicket } from '../change/write-ticket'
import type { ServerContext } from '../context'
import { acknowledgeKept, keepMark } from '../context'
import { transaction } from '../db/database'
import type { OutgoingMail } from '../mail-port'
import { lockTicket } from '../sync/ticket-row'
import type { MailTrouble } from './delivery'
import { settled } from './delivery'
import { writeDelivery } from './outbox'
import type { SettleTrouble } from './send'

/**
 * Settles a mail that nobody got, or not everybody, and says so in a note on its ticket, in one transaction: nobody has
 * to look in the outbox.
 */
export const tellOnTicket =
  (context: ServerContext): SettleTrouble =>
  async (database, claimed, trouble) => {
    const { workspaceId, id, ticketId, mail } = claimed
    const now = context.now()
    const mark = { workspaceId, id, delivery: settled(claimed.delivery, now, trouble) }
    const written = await transaction(database, async (queries) => {
      if (!(await writeDelivery(queries, mark, now))) return 'overtaken'
      const ticket = ticketId === null ? null : await lockTicket(queries, workspaceId, ticketId)
      if (!ticket) return 'without ticket'
      const note: TicketEvent = {
        id: context.random.uuid(now),
        ticketId: ticket.id,
        version: ticket.version + 1,
        at: now,
        recordedAt: now,
        actor: { kind: 'system', id: null, name: 'Tijdig' },
        mutationId: null,
        type: 'note.added',
        text: noteOf(mail, trouble),
      }
      const after = evolve(ticket, note)
      return writeTicket(queries, { workspaceId, at: now, ticket: after, events: [note], mutation: null })
    })
    if (written === 'without ticket') await keepMark(context, mark)
    else if (written !== 'overtaken') {
      context.journal?.append(written, mark)
      await acknowledgeKept(context, [written])
    }
  }

function noteOf({ to, cc, subject }: OutgoingMail, { state, error }: MailTrouble): string {
  const names = [...to, ...cc].slice(0, 10).join(', ')
  const heading =
    state === 'failed'
      ? `E-mail niet bezorgd: "${subject}" aan ${names}.\nE-mail not delivered: "${subject}" to ${names}.`
      : `E-mail niet bij iedereen bezorgd: "${subject}".\nE-mail not delivered to everybody: "${subject}".`
  return `${heading}\n\n${error}`
}
