import { parseMutation } from './mutations'
import type { MutationEnvelope } from './mutations'

/** The text that its author wrote in a mutation; empty when it has none, or this version does not know it. */
export function writtenText(mutation: MutationEnvelope): string {
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
