import type { MutationArgs } from '../../../shared/tickets/mutations'
import type { Ticket } from '../../../shared/tickets/ticket'

/**
 * What a subject field writes when it is left: nothing where nothing was typed, whatever the subject became meanwhile. `seen` has
 * the subject that was typed over: the server tells by it whether somebody else changed it since.
 */
export function subjectChange(
  seen: Pick<Ticket, 'subject'>,
  typed: string,
): MutationArgs<'ticket.edit'>['changes'] {
  const subject = typed.trim()
  return subject === '' || subject === seen.subject.trim()
    ? []
    : [{ field: 'subject', from: seen.subject, to: subject }]
}
