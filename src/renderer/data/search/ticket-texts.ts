import type { TicketEvent } from '../../../shared/tickets/events'
import type { QueueEntry } from '../queue/queue-entry'

/** All that a ticket can be found by: its number, subject and people, and every text of its events. */
export function ticketTexts(
  entry: QueueEntry,
  customerName: string,
  events: readonly TicketEvent[],
): readonly string[] {
  const { number, subject, reporterName } = entry
  return [String(number ?? ''), subject, customerName, reporterName, ...events.flatMap(eventTexts)]
}

function eventTexts(event: TicketEvent): readonly string[] {
  switch (event.type) {
    case 'message.received':
    case 'confirmation.sent':
    case 'reply.sent': {
      const { text, subject, from, to, attachments } = event.message
      return [text, subject, from.name, from.email, ...to, ...attachments.map(({ name }) => name)]
    }
    case 'ticket.created':
      return [event.fields.subject, event.fields.reporter.email]
    case 'feedback.given':
    case 'ticket.closed':
    case 'escalation.ended':
      return [event.note]
    case 'note.added':
      return [event.text]
    case 'wait.started':
    case 'ticket.reopened':
    case 'ticket.escalated':
      return [event.reason]
    case 'contact.attempted':
      return [event.attempt.note]
    case 'ticket.solved':
      return [event.resolution]
    case 'recording.added':
      return [event.recording.title, event.recording.note, event.recording.url]
    case 'fields.changed':
      return event.changes.flatMap(({ field, to }) => (field === 'subject' ? [String(to)] : []))
    default:
      return []
  }
}
