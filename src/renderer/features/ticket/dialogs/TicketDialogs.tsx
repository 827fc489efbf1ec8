import { assertNever } from '../../../../shared/assert-never'
import { NewTicketDialog, TicketActDialog } from '../../../acts/frame/ActDialog'
import { closeDialog } from '../../../state/dialogs'
import type { Dialog } from '../../../state/dialogs'
import { SendAgainDialog } from './SendAgainDialog'
import { TakeBackDialog } from './TakeBackDialog'

/** The dialog that was asked for. */
export function TicketDialogs({ dialog }: { readonly dialog: Dialog }) {
  switch (dialog.kind) {
    case 'create':
      return <NewTicketDialog />
    case 'send-again':
      return <SendAgainDialog mail={dialog.mail} onClose={closeDialog} />
    case 'take-back':
      return <TakeBackDialog wanted={dialog} along={dialog.along} onClose={closeDialog} />
    case 'shortcuts':
      return null
    default:
      return 'ticketId' in dialog ? (
        <TicketActDialog
          key={`${dialog.kind} ${dialog.ticketId}`}
          kind={dialog.kind}
          ticketId={dialog.ticketId}
        />
      ) : (
        assertNever(dialog)
      )
  }
}
