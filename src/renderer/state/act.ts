import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'
import type { Saved } from '../data/protocol'
import type { MutationArgs, MutationType, Seen } from '../../shared/tickets/mutations'
import type { Ticket } from '../../shared/tickets/ticket'
import type { ApiError } from '../../shared/sync/wire'
import { refusalText } from '../texts/refusal-text'
import { data } from './data-client'
import { reportFault } from './faults'

type NotSaved = Extract<Saved, { readonly ok: false }>

/** What a person had on screen when they acted on a ticket. */
export function seenOf(ticket: Pick<Ticket, 'version' | 'customerMessages' | 'publicReplies'>): Seen {
  return {
    version: ticket.version,
    customerMessages: ticket.customerMessages,
    publicReplies: ticket.publicReplies,
  }
}

/** Writes a change to a ticket. The answer says whether it is saved on this device; an error says what is kept. */
export async function act<T extends MutationType>(
  ticket: Pick<Ticket, 'id' | 'version' | 'customerMessages' | 'publicReplies'>,
  type: T,
  args: MutationArgs<T>,
  replaces: string | null = null,
): Promise<Saved> {
  return orFailed(data().mutate({ type, ticketId: ticket.id, args, seen: seenOf(ticket), replaces }))
}

/** The same answer; where there is none because the app itself failed, that is an error too, and the log has it. */
export async function orFailed<A extends { readonly ok: boolean }>(
  answer: Promise<A>,
): Promise<A | NotSaved> {
  try {
    return await answer
  } catch (error) {
    reportFault(error, 'act')
    return { ok: false, error: { code: 'app-failed', message: 'The app failed while saving this.' } }
  }
}

/** Shows what went wrong when a change could not be saved. Returns whether it was saved. */
export function report(saved: Saved, t: TFunction): boolean {
  if (saved.ok) return true
  notifications.show({
    color: 'red',
    title: t('act.notSaved'),
    message: refusalText(saved.error, t),
    autoClose: 12_000,
  })
  return false
}

/** Says why something cannot be done now: a key was pressed where it does not fit. */
export function tellRefusal(refusal: ApiError, t: TFunction): void {
  tellUndone(refusalText(refusal, t), t)
}

/** As `tellRefusal`, with why in words. */
export function tellUndone(message: string, t: TFunction): void {
  notifications.show({ id: message, title: t('act.undone'), message, autoClose: 6000 })
}

/** Says briefly that something was done. */
export function tell(message: string): void {
  notifications.show({ id: message, message, autoClose: 3000 })
}
