import { findEventKind } from '../../../shared/tickets/acts/find'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { QueueEntry } from '../queue/queue-entry'

/** All that a ticket can be found by: its number, subject and people, and every text of its events. */
export function ticketTexts(
  entry: QueueEntry,
  customerName: string,
  events: readonly TicketEvent[],
): readonly string[] {
  const { number, subject, reporterName } = entry
  return [String(number ?? ''), subject, customerName, reporterName, ...events.flatMap(wordsOf)]
}

const wordsOf = (event: TicketEvent): readonly string[] =>
  event.type === 'unknown' ? [] : findEventKind(event.type).words(event)
