import type { TicketEvent } from '../../../shared/tickets/events'
import type { ReferenceData } from '../../../shared/sync/engine/ports'
import { deadlines } from '../../../shared/sla/deadlines'
import type { ClockName } from '../../../shared/sla/clock-plan'
import { calendarOf } from '../../../shared/sla/agreement'
import { countedStaffDays } from '../../../shared/sla/staff-days'
import type { Role } from '../../../shared/tickets/people'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { ClockRules } from '../queue/queue-entry'

/** How a person's tickets and office were when this device last heard the server. */
export interface Departure {
  /** Server time of that contact, epoch ms. */
  readonly at: number
  readonly role: Role
  readonly staffDays: readonly string[]
  /** Customers that are not served any more. */
  readonly inactive: readonly string[]
  /** The person's tickets that were not closed. */
  readonly tickets: readonly {
    readonly id: string
    readonly version: number
    readonly dues: Readonly<Partial<Record<ClockName, number>>>
  }[]
}

/** A deadline that is another one than when the person left; UTC ms. */
export interface MovedDeadline {
  readonly name: ClockName
  readonly from: number
  readonly to: number
  /** It moved with the office's days, and with nothing else. */
  readonly byOffice: boolean
}

/** What happened to a person's tickets and office between two contacts with the server. */
export interface AwayReport {
  /** Server time, epoch ms. */
  readonly from: number
  readonly to: number
  readonly role: { readonly from: Role; readonly to: Role } | null
  /** Days on which the office is closed that it was not, or is open again. */
  readonly closedOn: readonly string[]
  readonly openOn: readonly string[]
  /** Customers that were deactivated. */
  readonly inactive: readonly string[]
  readonly tickets: readonly {
    readonly id: string
    /** What came after this version is new to the person. */
    readonly since: number
    readonly moved: readonly MovedDeadline[]
  }[]
}

/** The same as it is shown: with what happened on each ticket. */
export interface Away extends Omit<AwayReport, 'tickets'> {
  /** The latest first; as many as are shown. */
  readonly tickets: readonly {
    readonly id: string
    readonly number: number | null
    readonly subject: string
    readonly moved: readonly MovedDeadline[]
    /** What others, and the server, did on it. */
    readonly events: readonly TicketEvent[]
  }[]
  /** Of how many tickets there is something to tell. */
  readonly count: number
}

/** What there is to compare: on leaving, and again on coming back. */
export interface Sight {
  readonly at: number
  readonly agentId: string
  readonly reference: ReferenceData | null
  readonly rules: ClockRules
  /** As the server has them, without what waits on this device. */
  readonly tickets: Iterable<Ticket>
}

/** A deadline that moved by less than this is the same to a person, ms. */
const SAME_MS = 60_000

export function departureAt({ at, agentId, reference, rules, tickets }: Sight): Departure {
  const own = [...tickets].filter(({ assigneeId, status }) => assigneeId === agentId && status !== 'closed')
  return {
    at,
    ...officeOf(agentId, reference, rules),
    tickets: own.map((ticket) => ({ id: ticket.id, version: ticket.version, dues: duesOf(ticket, rules) })),
  }
}

/**
 * What is another since the departure. `tickets` are those of the departure and those that are this person's now. Null when
 * nothing is: then there is nothing to tell.
 */
export function awayReport(departure: Departure, sight: Sight): AwayReport | null {
  const office = officeOf(sight.agentId, sight.reference, sight.rules)
  const before = new Map(departure.tickets.map((ticket) => [ticket.id, ticket]))
  const { agreement } = sight.rules
  const formerRules = { agreement, calendar: calendarOf(agreement, departure.staffDays) }
  const tickets = [...sight.tickets].flatMap((ticket) => {
    const known = before.get(ticket.id)
    const since = known?.version ?? 0
    const moved = known ? movedOf(known, ticket, sight.rules, formerRules) : []
    return ticket.version > since || moved.length > 0 ? [{ id: ticket.id, since, moved }] : []
  })
  const report: AwayReport = {
    from: departure.at,
    to: sight.at,
    role: office.role === departure.role ? null : { from: departure.role, to: office.role },
    closedOn: without(office.staffDays, departure.staffDays),
    openOn: without(departure.staffDays, office.staffDays),
    inactive: without(office.inactive, departure.inactive),
    tickets,
  }
  return isEmpty(report) ? null : report
}

/** Two absences in one report, where the person has not seen the first yet. */
export function joined(earlier: AwayReport, later: AwayReport): AwayReport {
  const both = Map.groupBy([...earlier.tickets, ...later.tickets], ({ id }) => id)
  return {
    from: earlier.from,
    to: later.to,
    role: earlier.role || later.role ? roleOf(earlier.role, later.role) : null,
    closedOn: [...without(earlier.closedOn, later.openOn), ...without(later.closedOn, earlier.openOn)],
    openOn: [...without(earlier.openOn, later.closedOn), ...without(later.openOn, earlier.closedOn)],
    inactive: [...new Set([...earlier.inactive, ...later.inactive])],
    tickets: [...both].map(([id, parts]) => ({
      id,
      since: Math.min(...parts.map(({ since }) => since)),
      moved: movedTwice(parts.flatMap(({ moved }) => moved)),
    })),
  }
}

const roleOf = (first: AwayReport['role'], second: AwayReport['role']): AwayReport['role'] => {
  const from = first?.from ?? second?.from
  const to = second?.to ?? first?.to
  return from && to && from !== to ? { from, to } : null
}

/** From where each clock was at first to where it is now. */
function movedTwice(moved: readonly MovedDeadline[]): readonly MovedDeadline[] {
  return [...Map.groupBy(moved, ({ name }) => name)].flatMap(([name, steps]) => {
    const [first, last] = [steps[0], steps.at(-1)]
    if (!first || !last || isSame(first.from, last.to)) return []
    return [{ name, from: first.from, to: last.to, byOffice: steps.every(({ byOffice }) => byOffice) }]
  })
}

function movedOf(
  { dues }: Departure['tickets'][number],
  ticket: Ticket,
  rules: ClockRules,
  formerRules: ClockRules,
): readonly MovedDeadline[] {
  const now = duesOf(ticket, rules)
  const byFormerDays = duesOf(ticket, formerRules)
  return (Object.entries(dues) as [ClockName, number][]).flatMap(([name, from]) => {
    const to = now[name]
    return to === undefined || isSame(from, to)
      ? []
      : [{ name, from, to, byOffice: isSame(from, byFormerDays[name] ?? to) }]
  })
}

const isSame = (a: number, b: number): boolean => Math.abs(a - b) < SAME_MS

/** When the clocks that run are due. */
function duesOf(
  { facts, status }: Ticket,
  { agreement, calendar }: ClockRules,
): Departure['tickets'][number]['dues'] {
  if (status === 'closed') return {}
  const running = deadlines(facts, agreement, calendar).flatMap(({ name, due, stoppedAt }) =>
    due === null || stoppedAt !== null ? [] : [[name, due] as const],
  )
  return Object.fromEntries(running)
}

function officeOf(
  agentId: string,
  reference: ReferenceData | null,
  { calendar }: ClockRules,
): Pick<Departure, 'role' | 'staffDays' | 'inactive'> {
  return {
    role: reference?.agents.find(({ id }) => id === agentId)?.role ?? 'agent',
    staffDays: countedStaffDays(reference?.office.staffDays ?? [], calendar.zone),
    inactive: reference?.customers.flatMap(({ id, active }) => (active ? [] : id)) ?? [],
  }
}

const without = (all: readonly string[], known: readonly string[]): readonly string[] => [
  ...new Set(all.filter((each) => !known.includes(each))),
]

const isEmpty = ({ role, closedOn, openOn, inactive, tickets }: AwayReport): boolean =>
  role === null && closedOn.length + openOn.length + inactive.length + tickets.length === 0
