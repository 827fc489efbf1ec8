import type { TFunction } from 'i18next'
import type { MutationEnvelope, MutationType } from '../../shared/tickets/mutations'

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
export function workName({ type }: Pick<MutationEnvelope, 'type'>, t: TFunction): string {
  return t(`needsYou.types.${types.has(type) ? (type as MutationType) : 'unknown'}`)
}
