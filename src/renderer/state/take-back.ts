import type { TFunction } from 'i18next'
import { z } from 'zod'
import type { MutationType } from '../../shared/tickets/mutations'
import type { TakenBack } from '../data/protocol'
import { orFailed, report, tell, tellRefusal } from './act'
import { runCommand } from './commands'
import { data } from './data-client'
import { openDialog } from './dialogs'
import { openTicket, useNavigation } from './navigation'
import { wantComposer } from './wanted-composer'

/** Work of this device that its author wants back: to write on it, or to have it undone. */
export interface Wanted {
  readonly mutationId: string
  readonly wish: 'edit' | 'take-back' | 'discard'
  /** It made a ticket: with it goes the ticket. */
  readonly isNewTicket: boolean
}

const later = z.array(z.object({ id: z.string(), type: z.string() }))
/** What would go along, as it was written later. */
export type Along = readonly { readonly id: string; readonly type: MutationType | (string & {}) }[]

/**
 * Takes held, refused or unsent work back, and says where its words are; for `edit` it opens them. What would go along is asked first,
 * in a dialog; why nothing was changed is told.
 */
export async function takeBack(wanted: Wanted, t: TFunction): Promise<void> {
  const taken = await orFailed(data().takeBack({ mutationId: wanted.mutationId, along: [] }))
  const along = taken.ok ? null : alongIn(taken.error)
  if (along) openDialog({ kind: 'take-back', along, ...wanted })
  else if (!taken.ok) tellRefusal(taken.error, t)
  else goOn(taken, wanted.wish === 'edit' ? 'edit' : 'take-back', t)
}

/** Gives up held or refused work for good; what would go along is asked first, in a dialog. */
export async function discard(mutationId: string, isNewTicket: boolean, t: TFunction): Promise<void> {
  const saved = await orFailed(data().discard({ mutationId, along: [] }))
  const along = saved.ok ? null : alongIn(saved.error)
  if (along) openDialog({ kind: 'take-back', along, mutationId, isNewTicket, wish: 'discard' })
  else if (report(saved, t)) tell(t('needsYou.discarded'))
}

const alongIn = ({ code, details }: { readonly code: string; readonly details?: unknown }): Along | null => {
  const read = later.safeParse(details)
  return code === 'takes-more' && read.success ? read.data : null
}

/** After work was taken back: opens what was written in it, or says where that is. */
export function goOn(
  { ticketId, writtenIn }: Extract<TakenBack, { ok: true }>,
  wish: 'edit' | 'take-back',
  t: TFunction,
): void {
  if (wish === 'take-back' || writtenIn === null) {
    tell(t(`takeBack.${writtenIn === null ? 'done' : 'composer' in writtenIn ? 'doneDraft' : 'doneForm'}`))
    return
  }
  if ('composer' in writtenIn) {
    const { place, openId } = useNavigation.getState()
    if (place === 'queue' && openId === ticketId) {
      runCommand(writtenIn.composer === 'reply' ? 'ticket.reply' : 'ticket.note')
      return
    }
    wantComposer(ticketId, writtenIn.composer)
    openTicket(ticketId)
    return
  }
  const { dialog } = writtenIn
  if (dialog === 'create') return openDialog({ kind: 'create' })
  openTicket(ticketId)
  openDialog({ kind: dialog, ticketId })
}
