import type { TFunction } from 'i18next'
import type { MutationArgs, MutationType } from '../../../shared/tickets/mutations'
import type { Ticket } from '../../../shared/tickets/ticket'
import { orFailed, seenOf } from '../../state/act'
import { data } from '../../state/data-client'
import type { FormToSend } from '../../state/use-form'
import { refusalText } from '../../texts/refusal-text'

interface ToSave<A extends MutationType> {
  readonly act: A
  readonly args: MutationArgs<A>
  readonly ticketId: string
  /** The ticket as its author saw it; null for one that is new. */
  readonly seen: Ticket | null
  /** The fields that it was filled in in; null for what nothing is kept of. */
  readonly form: FormToSend | null
}

const nothingSeen = { version: 0, customerMessages: 0, publicReplies: 0 }

/** Saves an act on this device. Null when it is saved, else what is wrong, in words. */
export async function saveAct<A extends MutationType>(
  { act: type, args, ticketId, seen, form }: ToSave<A>,
  t: TFunction,
): Promise<string | null> {
  await form?.flush()
  const mutation = { type, ticketId, args, seen: seen ? seenOf(seen) : nothingSeen, replaces: null }
  const saved = await orFailed(data().mutate({ ...mutation, form: form?.place ?? null }))
  return saved.ok ? null : `${t('act.notSaved')}: ${refusalText(saved.error, t)}`
}
