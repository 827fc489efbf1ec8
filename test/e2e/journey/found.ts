import { expect } from '@playwright/test'
import type { TicketEvent } from '../../../src/shared/tickets/events'
import type { Ticket } from '../../../src/shared/tickets/ticket'
import type { Wait } from '../../../src/shared/sla/facts'
import { signInPlainly } from '../../support/plain-client'
import { administratorEmail } from '../../support/team-workspace'
import type { Team } from '../support/team'

type EventOf<T extends TicketEvent['type']> = Extract<TicketEvent, { type: T }>

/** What stands on a ticket at the end, and what left for its reporter. */
export interface Found {
  readonly ticket: Ticket
  readonly events: readonly TicketEvent[]
  /** The events of a kind, in the order in which they happened. */
  readonly all: <T extends TicketEvent['type']>(type: T) => readonly EventOf<T>[]
  /** How often a mail with these words left. */
  readonly mails: (words: string) => number
}

/** Reads everything that the server has, ticket by ticket. */
export async function findAll(team: Team): Promise<(subject: string) => Found> {
  const client = await signInPlainly(team.address, administratorEmail)
  const { tickets, events } = await client.snapshot()
  return (subject) => {
    const found = tickets.filter((ticket) => ticket.subject.includes(subject))
    expect(found, subject).toHaveLength(1)
    const ticket = found[0] as Ticket
    const own = events.filter(({ ticketId }) => ticketId === ticket.id).sort((a, b) => a.at - b.at)
    return {
      ticket,
      events: own,
      all: <T extends TicketEvent['type']>(type: T) =>
        own.filter((event): event is EventOf<T> => event.type === type),
      mails: (words) => team.sink.accepted.filter((raw) => raw.includes(words)).length,
    }
  }
}

interface Stops {
  readonly feedbackAt: number | null
  readonly workStartedAt: number | null
  readonly solvedAt: number | null
  readonly waits: readonly Wait[]
}

/** When the ticket's clocks began and stood still, read from what happened in the order in which it happened. */
export function stopsInTrueOrder(events: readonly TicketEvent[]): Stops {
  let feedbackAt: number | null = null
  let workStartedAt: number | null = null
  let solvedAt: number | null = null
  let closedAt: number | null = null
  const waits: Wait[] = []
  let open: Wait | null = null
  const end = (to: number): void => {
    if (open) waits.push({ ...open, to })
    open = null
  }
  for (const event of events.toSorted((a, b) => a.at - b.at)) {
    const { at } = event
    switch (event.type) {
      case 'reply.sent':
        if (event.purpose !== 'notice' && event.reachesCustomer !== false) feedbackAt ??= at
        break
      case 'feedback.given':
        feedbackAt ??= at
        break
      case 'work.started':
        workStartedAt ??= at
        break
      case 'wait.started':
        end(at)
        open = { kind: event.kind, from: at, to: null }
        break
      case 'wait.ended':
        end(at)
        break
      case 'ticket.solved':
        solvedAt = at
        break
      case 'ticket.closed':
        end(at)
        closedAt = at
        break
      case 'ticket.reopened':
        waits.push({ kind: 'solved', from: solvedAt ?? closedAt ?? at, to: at })
        solvedAt = null
        closedAt = null
    }
  }
  return { feedbackAt, workStartedAt, solvedAt, waits: open ? [...waits, open] : waits }
}
