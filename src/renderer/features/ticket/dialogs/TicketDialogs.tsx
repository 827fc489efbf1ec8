import { useState } from 'react'
import { assertNever } from '../../../../shared/assert-never'
import type { Ticket } from '../../../../shared/tickets/ticket'
import { closeDialog } from '../../../state/dialogs'
import type { Dialog, TicketDialogKind } from '../../../state/dialogs'
import { useTicket } from '../../../state/use-ticket'
import { AssignDialog } from './AssignDialog'
import { CloseDialog } from './CloseDialog'
import { ContactDialog } from './ContactDialog'
import { CreateDialog } from './CreateDialog'
import { EndEscalationDialog, EscalateDialog } from './EscalateDialog'
import { OverrunDialog } from './OverrunDialog'
import { RecordingDialog } from './RecordingDialog'
import { SendAgainDialog } from './SendAgainDialog'
import { FeedbackDialog, ReopenDialog, SolveDialog } from './TextDialogs'
import { TriageDialog } from './TriageDialog'
import { WaitDialog } from './WaitDialog'

export interface TicketDialogProps {
  readonly ticket: Ticket
  readonly onClose: () => void
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
} as const satisfies Record<TicketDialogKind, (props: TicketDialogProps) => React.ReactNode>

/** The dialog that was asked for. */
export function TicketDialogs({ dialog }: { readonly dialog: Dialog }) {
  switch (dialog.kind) {
    case 'create':
      return <CreateDialog onClose={closeDialog} />
    case 'send-again':
      return <SendAgainDialog mail={dialog.mail} onClose={closeDialog} />
    case 'shortcuts':
      return null
    default:
      return 'ticketId' in dialog ? (
        <ForTicket kind={dialog.kind} ticketId={dialog.ticketId} />
      ) : (
        assertNever(dialog)
      )
  }
}

/** Keeps the ticket as it was when the dialog opened: what the author saw is what they decided on. */
function ForTicket({ kind, ticketId }: { readonly kind: TicketDialogKind; readonly ticketId: string }) {
  const loaded = useTicket(ticketId)
  const [first, setFirst] = useState<Ticket | null>(null)
  if (loaded.state !== 'loaded') return null
  if (first === null) setFirst(loaded.view.ticket)
  const Chosen = byKind[kind]
  return <Chosen ticket={first ?? loaded.view.ticket} onClose={closeDialog} />
}
