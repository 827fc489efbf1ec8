import { useTranslation } from 'react-i18next'
import { refusalOf } from '../../../shared/tickets/actions'
import type { TicketAction } from '../../../shared/tickets/actions'
import type { Ticket } from '../../../shared/tickets/ticket'
import { serverNow } from '../../clock/now'
import { act, report, tell, tellRefusal } from '../../state/act'
import { useCommands } from '../../state/commands'
import { data } from '../../state/data-client'
import { reportFault } from '../../state/faults'
import { openDialog } from '../../state/dialogs'
import type { TicketDialog } from '../../../shared/tickets/mutations'
import { openTicket, ticketInHand } from '../../state/navigation'
import { useMe } from '../../state/session'
import { wantComposer } from '../../state/wanted-composer'

/** Carries out the ticket commands on the opened or selected ticket. Draws nothing. */
export function TicketCommands(): null {
  const { t } = useTranslation()
  const me = useMe()

  /** Does something with the ticket in hand, if its state and the person's role allow that. */
  const withTicket = (action: TicketAction, use: (ticket: Ticket) => void | Promise<void>): boolean => {
    const id = ticketInHand()
    if (id === null || me === null) return false
    void data()
      .ticket({ id })
      .then(async (view) => {
        if (!view) return
        const refusal = refusalOf(action, view.ticket, me.role)
        if (refusal) tellRefusal(refusal, t)
        else await use(view.ticket)
      })
      .catch(reportFault)
    return true
  }
  const dialog = (action: TicketAction, kind: TicketDialog) => (): boolean =>
    withTicket(action, (ticket) => openDialog({ kind, ticketId: ticket.id }))

  useCommands({
    'ticket.assign-me': () =>
      withTicket('ticket.edit', async (ticket) => {
        if (me === null || ticket.assigneeId === me.id) return
        const changes = [{ field: 'assigneeId' as const, from: ticket.assigneeId, to: me.id }]
        if (report(await act(ticket, 'ticket.edit', { changes }), t)) tell(t('act.assignedToYou'))
      }),
    'ticket.assign': dialog('ticket.edit', 'assign'),
    'ticket.triage': dialog('ticket.edit', 'triage'),
    'ticket.wait': dialog('wait.start', 'wait'),
    'ticket.contact': dialog('contact.log', 'contact'),
    'ticket.escalate': dialog('ticket.escalate', 'escalate'),
    'ticket.recording': dialog('recording.add', 'recording'),
    'ticket.solve': dialog('ticket.solve', 'solve'),
    'ticket.reopen': dialog('ticket.reopen', 'reopen'),
    'ticket.close': dialog('ticket.close', 'close'),
    'ticket.start-work': () =>
      withTicket('work.start', async (ticket) => {
        report(await act(ticket, 'work.start', { occurredAt: serverNow() }), t)
      }),
    'ticket.resume': () =>
      withTicket('wait.end', async (ticket) => {
        report(await act(ticket, 'wait.end', { occurredAt: serverNow() }), t)
      }),
    // With no ticket open, the selected one is opened first; its composer takes the command from there.
    'ticket.reply': () => openForWriting('reply'),
    'ticket.note': () => openForWriting('note'),
  })
  return null
}

function openForWriting(kind: 'reply' | 'note'): boolean {
  const id = ticketInHand()
  if (id === null) return false
  openTicket(id)
  wantComposer(id, kind)
  return true
}
