import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogOf, MutationType, TicketDialog } from '../../../shared/tickets/mutations'
import type { Ticket } from '../../../shared/tickets/ticket'
import { tell } from '../../state/act'
import { closeDialog } from '../../state/dialogs'
import { useMe } from '../../state/session'
import { useKeptForm } from '../../state/use-form'
import { useTicket } from '../../state/use-ticket'
import type { Send } from '../define'
import { findDialog } from '../register'
import { sayIn } from '../words'
import { saveAct } from './save-act'
import { useLoaded } from './use-loaded'

/** The dialog in which a ticket is made. */
export function NewTicketDialog() {
  return <Filled kind="create" ticketId="new" seen={null} />
}

/**
 * A dialog on a ticket. It keeps the ticket as it was when it opened: what the author saw is what they decided on, and the dialog stays
 * when the ticket is not on this device for a moment (the cache is made anew).
 */
export function TicketActDialog({
  kind,
  ticketId,
}: {
  readonly kind: TicketDialog
  readonly ticketId: string
}) {
  const { t } = useTranslation()
  const loaded = useTicket(ticketId)
  const [first, setFirst] = useState<Ticket | null>(null)
  if (first === null && loaded.state === 'loaded') setFirst(loaded.view.ticket)
  const isGone = first === null && loaded.state === 'missing'
  useEffect(() => {
    if (!isGone) return
    // A dialog that is not drawn would hold the keyboard all the same.
    closeDialog()
    tell(t('dialog.ticketGone'))
  }, [isGone, t])
  return <Filled kind={kind} ticketId={ticketId} seen={first} />
}

/** The dialog with what was kept of it, once that, its ticket and the dialog itself have been read. */
function Filled({
  kind,
  ticketId,
  seen,
}: {
  readonly kind: DialogOf<MutationType>
  readonly ticketId: string
  readonly seen: Ticket | null
}) {
  const { t } = useTranslation()
  const { act, dialog, words } = findDialog(kind)
  const me = useMe()
  const Dialog = useLoaded(dialog)
  const form = useKeptForm({ ticketId, dialog: kind })
  const send: Send<MutationType> = async (args, from) => {
    if (me === null) return t('refusals.signed-out')
    const say = sayIn(words, t)
    const { done, problems = {} } = dialog
    return saveAct(
      { act, args, ticketId: from.ticketId ?? ticketId, seen, me, form: from.form },
      {
        t,
        done: done === null ? null : say(done),
        problem: (argument) => {
          const key = problemKey(problems, argument)
          return key === undefined ? undefined : say(key)
        },
      },
    )
  }
  if (Dialog === null || form === null || (seen === null && kind !== 'create')) return null
  return <Dialog ticket={seen} form={form} send={send} onClose={closeDialog} />
}

/** What the dialog says of an argument, or of what that is part of. */
function problemKey(problems: Readonly<Record<string, string>>, argument: string): string | undefined {
  return Object.entries(problems).find(([name]) => argument === name || argument.startsWith(`${name}.`))?.[1]
}
