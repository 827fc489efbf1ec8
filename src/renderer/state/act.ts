import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'
import type { Saved } from '../data/protocol'
import type { MutationArgs, MutationType, Seen } from '../../shared/tickets/mutations'
import type { Ticket } from '../../shared/tickets/ticket'
import { data } from './data-client'

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
  return data().mutate({ type, ticketId: ticket.id, args, seen: seenOf(ticket), replaces })
}

/** Shows what went wrong when a change could not be saved. Returns whether it was saved. */
export function report(saved: Saved, t: TFunction): boolean {
  if (saved.ok) return true
  notifications.show({
    color: 'red',
    title: t('act.notSaved'),
    message: saved.error.message,
    autoClose: 12_000,
  })
  return false
}

/** Says briefly that something was done. */
export function tell(message: string): void {
  notifications.show({ message, autoClose: 3000 })
}
