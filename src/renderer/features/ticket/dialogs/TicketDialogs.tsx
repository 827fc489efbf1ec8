import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../../../shared/assert-never'
import type { Ticket } from '../../../../shared/tickets/ticket'
import { tell } from '../../../state/act'
import { closeDialog } from '../../../state/dialogs'
import type { Dialog } from '../../../state/dialogs'
import type { TicketDialog } from '../../../../shared/tickets/mutations'
import { useKeptForm } from '../../../state/use-form'
import type { KeptForm } from '../../../state/use-form'
import { useTicket } from '../../../state/use-ticket'
import { AssignDialog } from './AssignDialog'
import { CloseDialog } from './CloseDialog'
import { ContactDialog } from './ContactDialog'
import { CreateDialog } from './CreateDialog'
import { EndEscalationDialog, EscalateDialog } from './EscalateDialog'
import { OverrunDialog } from './OverrunDialog'
import { RecordingDialog } from './RecordingDialog'
import { SendAgainDialog } from './SendAgainDialog'
import { TakeBackDialog } from './TakeBackDialog'
import { FeedbackDialog, ReopenDialog, SolveDialog } from './TextDialogs'
import { TriageDialog } from './TriageDialog'
import { WaitDialog } from './WaitDialog'

export interface FormDialogProps {
  /** The dialog's fields as they were left, where it was not sent. */
  readonly form: KeptForm
  readonly onClose: () => void
}

export interface TicketDialogProps extends FormDialogProps {
  readonly ticket: Ticket
}

const byKind = {
  assign: AssignDialog,
  triage: TriageDialog,
  wait: WaitDialog,
  contact: ContactDialog,
  escalate: EscalateDialog,
  'end-escalation': EndEscalationDialog,
  recording: RecordingDialog,
  solve: SolveDialog,
  reopen: ReopenDialog,
  close: CloseDialog,
  feedback: FeedbackDialog,
  overrun: OverrunDialog,
} as const satisfies Record<TicketDialog, (props: TicketDialogProps) => React.ReactNode>

/** The dialog that was asked for. */
export function TicketDialogs({ dialog }: { readonly dialog: Dialog }) {
  switch (dialog.kind) {
    case 'create':
      return <NewTicket />
    case 'send-again':
      return <SendAgainDialog mail={dialog.mail} onClose={closeDialog} />
    case 'take-back':
      return <TakeBackDialog wanted={dialog} along={dialog.along} onClose={closeDialog} />
    case 'shortcuts':
      return null
    default:
      return 'ticketId' in dialog ? (
        <ForTicket key={`${dialog.kind} ${dialog.ticketId}`} kind={dialog.kind} ticketId={dialog.ticketId} />
      ) : (
        assertNever(dialog)
      )
  }
}

function NewTicket() {
  const form = useKeptForm({ ticketId: 'new', dialog: 'create' })
  return form && <CreateDialog form={form} onClose={closeDialog} />
}

/**
 * Keeps the ticket as it was when the dialog opened: what the author saw is what they decided on, and the dialog stays when the
 * ticket is not on this device for a moment (the cache is made anew).
 */
function ForTicket({ kind, ticketId }: { readonly kind: TicketDialog; readonly ticketId: string }) {
  const { t } = useTranslation()
  const loaded = useTicket(ticketId)
  const form = useKeptForm({ ticketId, dialog: kind })
  const [first, setFirst] = useState<Ticket | null>(null)
  if (first === null && loaded.state === 'loaded') setFirst(loaded.view.ticket)
  const isGone = first === null && loaded.state === 'missing'
  useEffect(() => {
    if (!isGone) return
    // A dialog that is not drawn would hold the keyboard all the same.
    closeDialog()
    tell(t('dialog.ticketGone'))
  }, [isGone, t])
  if (first === null || form === null) return null
  const Chosen = byKind[kind]
  return <Chosen ticket={first} form={form} onClose={closeDialog} />
}
