import { create } from 'zustand'
import type { SentMail } from '../../shared/sync/wire'
import type { TicketDialog } from '../../shared/tickets/mutations'
import type { Along, Wanted } from './take-back'

/** The dialog on screen. One at a time; Esc closes it. */
export type Dialog =
  | {
      readonly kind: TicketDialog
      readonly ticketId: string
    }
  | { readonly kind: 'send-again'; readonly mail: SentMail }
  | ({ readonly kind: 'take-back'; readonly along: Along } & Wanted)
  | { readonly kind: 'create' }
  | { readonly kind: 'shortcuts' }

export const useDialog = create<{ readonly dialog: Dialog | null }>(() => ({ dialog: null }))

export function openDialog(dialog: Dialog): void {
  useDialog.setState({ dialog })
}

export function closeDialog(): void {
  useDialog.setState({ dialog: null })
}
