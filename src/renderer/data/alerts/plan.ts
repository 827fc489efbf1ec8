import { cutText } from '../../../shared/cut-text'
import type { Alert } from '../../../shared/ipc/channels'
import type { Preferences } from '../../../shared/ipc/preferences'
import type { OfficeCalendar } from '../../../shared/sla/calendar'
import type { QueueEntry } from '../queue/queue-entry'
import { viewTests } from '../queue/views'
import type { QueueViewer } from '../queue/views'

/** What passed longer ago than this is no news any more: a long weekend, ms. */
const STALE_MS = 4 * 86_400_000
const MOST = 20_000

interface Situation {
  readonly preferences: Preferences
  readonly viewer: QueueViewer
  readonly calendar: OfficeCalendar
  readonly now: number
  readonly customerName: (id: string | null) => string
}

const inScope = {
  mine: viewTests.mine,
  'mine-and-unassigned': (entry, viewer) => viewTests.mine(entry, viewer) || viewTests.unassigned(entry),
  team: (entry, viewer) => viewTests.mine(entry, viewer) || viewTests.team(entry, viewer),
  none: () => false,
} as const satisfies Record<Preferences['alertScope'], (entry: QueueEntry, viewer: QueueViewer) => boolean>

/**
 * The alerts of one person, earliest first: office minutes before each deadline by their own leads, and at once for
 * high priority. Of leads that have passed already only the latest is left, so that no deadline rings twice at once.
 */
export function planAlerts(entries: Iterable<QueueEntry>, situation: Situation): readonly Alert[] {
  const { preferences, viewer, now } = situation
  const isMine = inScope[preferences.alertScope]
  const alerts: Alert[] = []
  for (const entry of entries) if (isMine(entry, viewer)) alerts.push(...alertsOf(entry, situation))
  return alerts
    .filter(({ at }) => at >= now - STALE_MS)
    .sort((a, b) => a.at - b.at)
    .slice(0, MOST)
}

function alertsOf(entry: QueueEntry, situation: Situation): readonly Alert[] {
  const { preferences, customerName } = situation
  const common = {
    ticketId: entry.id,
    ticketNumber: entry.number,
    subject: entry.subject,
    customer: cutText(customerName(entry.customerId), 200),
  }
  const { clock, aimDue, urgentAt } = entry
  const alerts: Alert[] = []
  const plan = (name: Alert['clock'], due: number): void => {
    for (const { at, leadMinutes } of leadsOf(due, preferences.alertLeads[name], situation))
      alerts.push({ ...common, clock: name, leadMinutes, at, due })
  }
  if (urgentAt !== null)
    alerts.push({ ...common, clock: 'action', leadMinutes: 0, at: urgentAt, due: clock?.due ?? urgentAt })
  else if (clock && clock.due !== null && clock.name !== 'aim') plan(clock.name, clock.due)
  if (aimDue !== null) plan('aim', aimDue)
  return alerts
}

interface Lead {
  readonly at: number
  readonly leadMinutes: number
}

function leadsOf(due: number, leads: readonly number[], { calendar, now }: Situation): readonly Lead[] {
  const all = [...new Set(leads)]
    .map((leadMinutes) => ({ leadMinutes, at: before(calendar, due, leadMinutes) }))
    .sort((a, b) => a.at - b.at)
  const passed = all.filter(({ at }) => at <= now)
  return [...passed.slice(-1), ...all.filter(({ at }) => at > now)]
}

function before(calendar: OfficeCalendar, due: number, minutes: number): number {
  try {
    return calendar.subtract(due, minutes * 60_000)
  } catch {
    return due
  }
}
