import { create } from 'zustand'
import type { SentMail } from '../../shared/sync/wire'

/** The dialog on screen. One at a time; Esc closes it. */
export type Dialog =
  | {
      readonly kind:
        | 'assign'
        | 'triage'
        | 'wait'
        | 'contact'
        | 'escalate'
        | 'end-escalation'
        | 'recording'
        | 'solve'
        | 'reopen'
        | 'close'
        | 'feedback'
        | 'overrun'
      readonly ticketId: string
    }
  | { readonly kind: 'send-again'; readonly mail: SentMail }
  | { readonly kind: 'create' }
  | { readonly kind: 'shortcuts' }

export type TicketDialogKind = Extract<Dialog, { readonly ticketId: string }>['kind']

export const useDialog = create<{ readonly dialog: Dialog | null }>(() => ({ dialog: null }))

export function openDialog(dialog: Dialog): void {
  useDialog.setState({ dialog })
}

export function closeDialog(): void {
  useDialog.setState({ dialog: null })
}
