import type { TFunction } from 'i18next'
import { parseMutation } from '../../../shared/tickets/mutations'
import type { MutationEnvelope } from '../../../shared/tickets/mutations'
import { writtenText } from '../../../shared/tickets/written-text'
import type { TicketDialog } from '../../../shared/tickets/mutations'
import type { FormDialog, Reference, UnfinishedWriting } from '../../data/protocol'
import { capital } from '../../texts/capital'
import { fieldValue } from '../../texts/field-value'

/** What the author wrote or chose in it; empty when it says no more than its name. */
export function workText(mutation: MutationEnvelope, reference: Reference | null, t: TFunction): string {
  const parsed = parseMutation(mutation)
  if (!parsed.ok) return ''
  const { type, args } = parsed.mutation
  if (type === 'ticket.close')
    return [capital(t(`timeline.closeReasons.${args.reason}`)), args.note].filter(Boolean).join('\n')
  if (type !== 'ticket.edit') return writtenText(mutation)
  return args.changes
    .map(
      ({ field, to }) => `${capital(t(`timeline.fields.${field}`))}: ${fieldValue(field, to, reference, t)}`,
    )
    .join('\n')
}

const titles = {
  assign: 'assign.title',
  triage: 'triage.title',
  wait: 'wait.title',
  contact: 'contact.title',
  escalate: 'escalate.title',
  'end-escalation': 'escalate.endTitle',
  recording: 'recording.title',
  solve: 'solve.title',
  reopen: 'reopen.title',
  close: 'close.title',
  feedback: 'feedback.title',
  overrun: 'overrun.title',
} as const satisfies Record<TicketDialog, string>

export const isTicketDialog = (kind: UnfinishedWriting['kind']): kind is TicketDialog =>
  Object.hasOwn(titles, kind)

/** The names of older and newer versions' dialogs too: what was typed in them is kept. */
export function kindName(kind: 'reply' | 'note' | FormDialog, t: TFunction): string {
  if (kind === 'reply') return t('needsYou.types.reply.send')
  if (kind === 'note') return t('needsYou.types.note.add')
  if (kind === 'create') return t('create.title')
  if (kind === 'subject') return capital(t('timeline.fields.subject'))
  return isTicketDialog(kind) ? t(titles[kind]) : t('needsYou.types.unknown')
}
