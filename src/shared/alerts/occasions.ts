import type { AgreementVersion } from '../sla/agreement'
import { autoCloseOf } from '../sla/auto-close'
import type { OfficeCalendar } from '../sla/calendar'
import type { ClockDeadline } from '../sla/deadlines'
import { silentSinceAttempt, unconfirmedSince } from '../tickets/silence'
import type { Ticket } from '../tickets/ticket'
import type { AlertRuleName } from './alert-rules'

/** Something of a ticket that rings, as things stand. It is gone when its reason is. Instants are UTC ms. */
export interface Occasion {
  readonly rule: AlertRuleName
  /** Under whose name it rings. */
  readonly clock: string
  /** When it came to be: from then on rings what rings at once. */
  readonly since: number
  readonly due: number
}

const none: readonly Occasion[] = []

/**
 * What of a ticket rings: its running clocks, high priority that nobody has started on, and its closing by itself.
 * @param deadlinesNow the ticket's deadlines
 */
export function occasionsOf(
  ticket: Ticket,
  deadlinesNow: readonly ClockDeadline[],
  { agreement, calendar }: { readonly agreement: AgreementVersion; readonly calendar: OfficeCalendar },
): readonly Occasion[] {
  if (ticket.status === 'closed') return none
  const clocks = deadlinesNow.flatMap(running)
  const silence = {
    closedAt: ticket.facts.closedAt,
    unconfirmedSince: unconfirmedSince(ticket),
    silentSince: silentSinceAttempt(ticket),
  }
  const closing = autoCloseOf(silence, agreement, calendar.zone)
  return [
    ...urgent(ticket, clocks),
    ...clocks,
    ...(closing
      ? [{ rule: 'auto-close', clock: 'auto-close', since: closing.at, due: closing.at } as const]
      : []),
  ]
}

function running({ name, start, due, stoppedAt }: ClockDeadline): readonly Occasion[] {
  if (stoppedAt !== null || start === null || due === null) return none
  return [{ rule: name, clock: name, since: start, due }]
}

/** The team is alarmed when a ticket is reported or triaged as high, under the name of the clock that runs then. */
function urgent({ facts, priority }: Ticket, clocks: readonly Occasion[]): readonly Occasion[] {
  const clock = clocks.find(({ rule }) => rule === 'response' || rule === 'action')
  if (priority !== 'high' || facts.workStartedAt !== null || !clock) return none
  const since = facts.priorities.at(-1)?.from ?? facts.receivedAt
  return [{ rule: 'urgent', clock: clock.clock, since, due: clock.due }]
}
