import { ticketActs } from '../../src/shared/tickets/acts'
import type { TicketEvent } from '../../src/shared/tickets/events'
import type { MutationType } from '../../src/shared/tickets/mutations'

/** What others may do to a ticket between the moment when somebody looked at it and the moment when their act arrives. */
const meanwhile = [
  'message.received',
  'reply.sent',
  'feedback.given',
  'note.added',
  'fields.changed',
  'work.started',
  'wait.started',
  'contact.attempted',
  'wait.ended',
  'ticket.solved',
  'ticket.reopened',
  'ticket.closed',
  'ticket.escalated',
  'escalation.ended',
  'recording.added',
  'attention.cleared',
] as const satisfies readonly TicketEvent['type'][]

const acts = ticketActs.flatMap(({ type, makesTicket }) => (makesTicket ? [] : [type]))

const prefix = 'pair '
const pairOf = (act: string, event: string): string => `${prefix}${act} after ${event}`
const allPairs = acts.flatMap((act) => meanwhile.map((event) => pairOf(act, event)))

/** The pairs that an act makes with what happened since its author looked. */
export const pairsOf = (act: MutationType, since: readonly TicketEvent[]): readonly string[] => [
  ...new Set(since.map(({ type }) => pairOf(act, type))),
]

export const isPair = (what: string): boolean => what.startsWith(prefix)

/** How many of all pairs were met, and which were not. */
export function pairsMet(seen: (what: string) => boolean): {
  readonly met: number
  readonly all: number
  readonly never: readonly string[]
} {
  const never = allPairs.filter((pair) => !seen(pair)).map((pair) => pair.slice(prefix.length))
  return { met: allPairs.length - never.length, all: allPairs.length, never }
}
