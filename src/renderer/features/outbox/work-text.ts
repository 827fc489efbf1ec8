import type { TFunction } from 'i18next'
import { parseMutation } from '../../../shared/tickets/mutations'
import type { MutationEnvelope, MutationType } from '../../../shared/tickets/mutations'
import type { FormDialog, Reference, TicketDialog, UnfinishedWriting } from '../../data/protocol'
import { capital } from '../../texts/capital'
import { fieldValue } from '../../texts/field-value'

const types = new Set<string>([
  'ticket.create',
  'ticket.edit',
  'reply.send',
  'feedback.give',
  'note.add',
  'work.start',
  'wait.start',
  'contact.log',
  'wait.end',
  'ticket.solve',
  'ticket.reopen',
  'ticket.close',
  'ticket.escalate',
  'escalation.end',
  'recording.add',
  'attention.clear',
] satisfies readonly MutationType[])

/** What kind of work a mutation is, in words; also for one that this version does not know. */
export function workName(mutation: MutationEnvelope, t: TFunction): string {
  return t(`needsYou.types.${types.has(mutation.type) ? (mutation.type as MutationType) : 'unknown'}`)
}

/** What the author wrote or chose in it; empty when it says no more than its name. */
export function workText(mutation: MutationEnvelope, reference: Reference | null, t: TFunction): string {
  const parsed = parseMutation(mutation)
  if (!parsed.ok) return ''
  const { type, args } = parsed.mutation
  switch (type) {
    case 'reply.send':
    case 'note.add':
    case 'ticket.create':
      return args.text
    case 'wait.start':
    case 'ticket.reopen':
    case 'ticket.escalate':
      return args.reason
    case 'ticket.solve':
      return args.resolution
    case 'ticket.close':
      return lines(capital(t(`timeline.closeReasons.${args.reason}`)), args.note)
    case 'ticket.edit':
      return lines(
        ...args.changes.map(
          ({ field, to }) =>
            `${capital(t(`timeline.fields.${field}`))}: ${fieldValue(field, to, reference, t)}`,
        ),
      )
    case 'feedback.give':
    case 'escalation.end':
      return args.note
    case 'contact.log':
      return args.attempt.note
    case 'recording.add':
      return lines(args.title, args.url)
    default:
      return ''
  }
}

const lines = (...parts: readonly string[]): string => parts.filter(Boolean).join('\n')

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
