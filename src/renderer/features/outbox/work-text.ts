import type { TFunction } from 'i18next'
import { parseMutation } from '../../../shared/tickets/mutations'
import type { MutationEnvelope, MutationType } from '../../../shared/tickets/mutations'
import type { Reference } from '../../data/protocol'
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
