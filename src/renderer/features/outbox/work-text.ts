import type { TFunction } from 'i18next'
import { parseMutation } from '../../../shared/tickets/mutations'
import type { MutationEnvelope, MutationType } from '../../../shared/tickets/mutations'

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

/** The text that the author wrote in it; empty when it has none. */
export function workText(mutation: MutationEnvelope): string {
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
    case 'feedback.give':
    case 'escalation.end':
      return args.note
    case 'contact.log':
      return args.attempt.note
    case 'recording.add':
      return `${args.title}\n${args.url}`
    default:
      return ''
  }
}
