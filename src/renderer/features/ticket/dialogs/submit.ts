import type { TFunction } from 'i18next'
import type { MutationArgs, MutationType } from '../../../../shared/tickets/mutations'
import type { Ticket } from '../../../../shared/tickets/ticket'
import { data } from '../../../state/data-client'
import { orFailed, seenOf, tell } from '../../../state/act'
import type { FormToSend } from '../../../state/use-form'
import { refusalText } from '../../../texts/refusal-text'

interface Submitted<T extends MutationType> {
  readonly ticket: Ticket
  readonly type: T
  readonly args: MutationArgs<T>
  /** What is said when it is saved; empty: nothing. */
  readonly done: string
  /** The fields that it was filled in in; null for a dialog of which nothing is kept. */
  readonly form: FormToSend | null
}

/** Saves a dialog's change and says so. Null when done, else what is wrong; the dialog keeps what was filled in. */
export async function submit<T extends MutationType>(
  { ticket, type, args, done, form }: Submitted<T>,
  t: TFunction,
): Promise<string | null> {
  await form?.flush()
  const mutation = { type, ticketId: ticket.id, args, seen: seenOf(ticket), replaces: null }
  const saved = await orFailed(data().mutate({ ...mutation, form: form?.place ?? null }))
  if (!saved.ok) return `${t('act.notSaved')}: ${refusalText(saved.error, t)}`
  if (done) tell(done)
  return null
}
