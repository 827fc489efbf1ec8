import type { TFunction } from 'i18next'
import { parseMutation } from '../../shared/tickets/mutations'
import type { MutationEnvelope, TicketDialog } from '../../shared/tickets/mutations'
import { writtenText } from '../../shared/tickets/written-text'
import type { FormDialog, Reference, UnfinishedWriting } from '../data/protocol'
import { capital } from '../texts/capital'
import { findDialog, findLook } from './register'
import { sayIn } from './words'

/** What kind of work a mutation is, in words; also for one that this version does not know. */
export function workName({ type }: Pick<MutationEnvelope, 'type'>, t: TFunction): string {
  const found = findLook(type)
  return found ? sayIn(found.words, t)(found.look.work) : t('needsYou.types.unknown')
}

/** What the author wrote or chose in it; empty when it says no more than its name. */
export function workText(mutation: MutationEnvelope, reference: Reference | null, t: TFunction): string {
  const parsed = parseMutation(mutation)
  if (!parsed.ok) return ''
  const { type, args } = parsed.mutation
  const { look, words } = findLook(type)
  return look.workText?.(args, { reference, t, say: sayIn(words, t) }) ?? writtenText(mutation)
}

export const isTicketDialog = (kind: UnfinishedWriting['kind']): kind is TicketDialog =>
  kind !== 'create' && findDialog(kind) !== undefined

/** The names of older and newer versions' dialogs too: what was typed in them is kept. */
export function kindName(kind: 'reply' | 'note' | FormDialog, t: TFunction): string {
  if (kind === 'reply') return workName({ type: 'reply.send' }, t)
  if (kind === 'note') return workName({ type: 'note.add' }, t)
  if (kind === 'subject') return capital(t('timeline.fields.subject'))
  const found = findDialog(kind)
  return found ? sayIn(found.words, t)(found.dialog.title) : t('needsYou.types.unknown')
}
