import type { TicketEvent } from '../../shared/tickets/events'
import { evolve } from '../../shared/tickets/evolve'
import { writeTicket } from '../change/write-ticket'
import type { ServerContext } from '../context'
import { acknowledgeKept, keepMark } from '../context'
import { transaction } from '../db/database'
import type { OutgoingMail } from '../mail-port'
import { lockTicket } from '../sync/ticket-row'
import type { MailNotice } from './delivery'
import { writeDelivery } from './outbox'
import type { SettleTrouble } from './send'

/**
 * Writes how a mail stands that not everybody got, or not yet, and says so in a note on its ticket, in one transaction: nobody
 * has to look in the outbox.
 */
export const tellOnTicket =
  (context: ServerContext): SettleTrouble =>
  async (database, { workspaceId, id, ticketId, mail }, { delivery, notice }) => {
    const now = context.now()
    const mark = { workspaceId, id, delivery }
    const written = await transaction(database, async (queries) => {
      if (!(await writeDelivery(queries, mark, now))) return 'overtaken'
      const ticket = ticketId === null || !notice ? null : await lockTicket(queries, workspaceId, ticketId)
      if (!ticket || !notice) return 'without note'
      const note: TicketEvent = {
        id: context.random.uuid(now),
        ticketId: ticket.id,
        version: ticket.version + 1,
        at: now,
        recordedAt: now,
        actor: { kind: 'system', id: null, name: 'Tijdig' },
        mutationId: null,
        type: 'note.added',
        text: noteOf(mail, notice),
      }
      const after = evolve(ticket, note)
      return writeTicket(queries, { workspaceId, at: now, ticket: after, events: [note], mutation: null })
    })
    if (written === 'without note') await keepMark(context, mark)
    else if (written !== 'overtaken') {
      context.journal?.append(written, mark)
      await acknowledgeKept(context, [written])
    }
  }

function noteOf({ subject }: OutgoingMail, { kind, recipients, error }: MailNotice): string {
  const more = recipients.length > 10 ? ` (+${recipients.length - 10})` : ''
  const names = `${recipients.slice(0, 10).join(', ')}${more}`
  const headings = {
    delayed: `E-mail na vier uur nog niet bezorgd: "${subject}" aan ${names}. Het wordt nog dagen geprobeerd.
E-mail not yet delivered after four hours: "${subject}" to ${names}. It will be tried for days.`,
    'in-doubt': `Onzeker of deze e-mail is bezorgd: "${subject}" aan ${names}.
In doubt whether this e-mail was delivered: "${subject}" to ${names}.`,
    'not-delivered': `E-mail niet bezorgd: "${subject}" aan ${names}.
E-mail not delivered: "${subject}" to ${names}.`,
    partly: `E-mail niet bij iedereen bezorgd: "${subject}".
E-mail not delivered to everybody: "${subject}".`,
  } as const satisfies Record<MailNotice['kind'], string>
  return `${headings[kind]}\n\n${error}`
}
