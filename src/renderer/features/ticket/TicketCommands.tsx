import type { TFunction } from 'i18next'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { refusalOf } from '../../../shared/tickets/actions'
import type { TicketAction } from '../../../shared/tickets/actions'
import { findAct } from '../../../shared/tickets/acts/find'
import type { MutationType } from '../../../shared/tickets/mutations'
import type { Agent } from '../../../shared/tickets/people'
import type { Ticket } from '../../../shared/tickets/ticket'
import { looks } from '../../acts/register'
import type { AnyCarrying, AnyWords } from '../../acts/register'
import { saveAct } from '../../acts/frame/save-act'
import { loadWhenIdle } from '../../acts/frame/use-loaded'
import { sayIn } from '../../acts/words'
import { serverNow } from '../../clock/now'
import { tellRefusal, tellUndone } from '../../state/act'
import { useCommands } from '../../state/commands'
import type { CommandHandler, CommandHandlers } from '../../state/commands'
import { data } from '../../state/data-client'
import { openDialog } from '../../state/dialogs'
import { reportFault } from '../../state/faults'
import { openTicket, ticketInHand } from '../../state/navigation'
import { useMe } from '../../state/session'
import { wantComposer } from '../../state/wanted-composer'

/** Carries out the commands of acts on the opened or selected ticket. Draws nothing. */
export function TicketCommands(): null {
  const { t } = useTranslation()
  const me = useMe()
  useEffect(loadWhenIdle, [])
  useCommands(
    Object.fromEntries(
      carried.map(([command, of]) => [command, handlerOf(of, me, t)]),
    ) satisfies CommandHandlers,
  )
  return null
}

/** Whether it is done to a ticket that exists. */
const isTicketAction = (act: MutationType): act is TicketAction => !findAct(act).makesTicket

interface Carried {
  readonly act: TicketAction
  readonly carrying: AnyCarrying
  readonly words: AnyWords
}

const carried = looks.flatMap(({ act, look, words }) =>
  isTicketAction(act)
    ? Object.entries(look.commands).map(([command, carrying]) => [command, { act, carrying, words }] as const)
    : [],
)

function handlerOf({ act, carrying, words }: Carried, me: Agent | null, t: TFunction): CommandHandler {
  // With no ticket open, the selected one is opened first; its composer takes the command from there.
  if ('composes' in carrying) return () => openForWriting(carrying.composes)
  return () =>
    me !== null &&
    withTicket(act, me, t, async (ticket) => {
      if ('opens' in carrying) return openDialog({ kind: carrying.opens, ticketId: ticket.id })
      const args = carrying.writes(ticket, { me, now: serverNow() })
      if (args === null) return
      const problem = await saveAct(
        { act, args, ticketId: ticket.id, seen: ticket, me, form: null },
        { t, done: carrying.done === null ? null : sayIn(words, t)(carrying.done), problem: () => undefined },
      )
      if (problem !== null) tellUndone(problem, t)
    })
}

/** Does something with the ticket in hand, if its state and the person's role allow that. */
function withTicket(
  action: TicketAction,
  me: Agent,
  t: TFunction,
  use: (ticket: Ticket) => void | Promise<void>,
): boolean {
  const id = ticketInHand()
  if (id === null) return false
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

function openForWriting(kind: 'reply' | 'note'): boolean {
  const id = ticketInHand()
  if (id === null) return false
  openTicket(id)
  wantComposer(id, kind)
  return true
}
