import { occasionsOf } from '../../../shared/alerts/occasions'
import type { Occasion } from '../../../shared/alerts/occasions'
import type { AgreementVersion } from '../../../shared/sla/agreement'
import type { OfficeCalendar } from '../../../shared/sla/calendar'
import { deadlines, nextClock } from '../../../shared/sla/deadlines'
import type { ClockDeadline } from '../../../shared/sla/deadlines'
import { missedOnRecord } from '../../../shared/sla/missed'
import type { Attention, Ticket } from '../../../shared/tickets/ticket'
import type { QueueRow, RowClock } from '../protocol'

/** Office time before a deadline from which a ticket counts as about to be missed, ms. */
export const atRiskMs = 60 * 60_000

/** What the queue keeps of each ticket in memory. Texts stay in the cache. */
export interface QueueEntry extends Omit<QueueRow, 'customerName' | 'assigneeName' | 'begun'> {
  readonly customerId: string | null
  readonly teamId: string | null
  readonly tags: readonly string[]
  /** The version that the server gave it; own work that waits does not raise it. */
  readonly version: number
  readonly createdAt: number
  /** From when a running target counts as at risk, UTC ms; Infinity when none runs. An ambition is never at risk. */
  readonly riskAt: number
  /** When a running target is missed, UTC ms; Infinity when none runs. */
  readonly missAt: number
  /** What of it rings. */
  readonly occasions: readonly Occasion[]
  /** A reply to it waits on this device to be sent. */
  readonly replyWaits: boolean
}

export interface ClockRules {
  readonly agreement: AgreementVersion
  readonly calendar: OfficeCalendar
}

/** This device's own work on a ticket. */
export interface OwnWork {
  readonly pending: number
  readonly needsYou: boolean
  /** A reply waits to be sent. */
  readonly replyWaits: boolean
  /**
   * Where a reply has not left: the ticket without what rests on that reply, such as its solution. Its clocks run on, and
   * ring, until the reply has left. Null when there is none.
   */
  readonly beforeReply: Ticket | null
}

const none: readonly never[] = []
export const noWork: OwnWork = { pending: 0, needsYou: false, replyWaits: false, beforeReply: null }

/** What the queue keeps of a ticket. Holds until the ticket or the calendar changes, whatever the time is. */
export function toQueueEntry(ticket: Ticket, rules: ClockRules, work: OwnWork, now: number): QueueEntry {
  const { id, number, subject, preview, assigneeId, type, priority, status } = ticket
  const clocks = runningDeadlines(ticket, rules)
  const { beforeReply } = work
  const clock = rowClock(ticket, clocks, rules, now)
  const target = clock && clock.name !== 'aim' ? clock.due : null
  return {
    id,
    number,
    subject,
    preview,
    customerId: ticket.customerId,
    reporterName: ticket.reporter.name || ticket.reporter.email,
    assigneeId,
    teamId: ticket.teamId,
    tags: ticket.tags ?? none,
    type,
    priority,
    status,
    waiting: ticket.openWait ? { kind: ticket.openWait.kind, since: ticket.openWait.from } : null,
    escalationLevel: ticket.escalation?.level ?? 0,
    attention: asksForAttention(ticket),
    undelivered: ticket.undelivered ? ticket.undelivered.filter(({ state }) => state !== 'waiting') : none,
    pending: work.pending,
    needsYou: work.needsYou,
    version: ticket.version,
    createdAt: ticket.createdAt,
    endedAt: ticket.facts.closedAt ?? ticket.facts.solvedAt,
    updatedAt: ticket.updatedAt,
    clock,
    riskAt: target === null ? Infinity : riskFrom(rules.calendar, target),
    missAt: target ?? Infinity,
    occasions: beforeReply
      ? occasionsOf(beforeReply, runningDeadlines(beforeReply, rules), rules)
      : occasionsOf(ticket, clocks, rules),
    replyWaits: work.replyWaits,
  }
}

const lateReasons: ReadonlySet<Attention> = new Set(['late-mail', 'party-answered', 'closing-in-doubt'])
const runningDeadlines = (
  { facts, status }: Ticket,
  { agreement, calendar }: ClockRules,
): readonly ClockDeadline[] => (status === 'closed' ? [] : deadlines(facts, agreement, calendar))

/** What was wrong with its first mail is settled with a closed ticket; what came in afterwards is not. */
function asksForAttention({ attention, status }: Ticket): boolean {
  if (attention === null) return false
  return status !== 'closed' || lateReasons.has(attention)
}

function rowClock(
  { facts }: Ticket,
  clocks: readonly ClockDeadline[],
  { agreement, calendar }: ClockRules,
  now: number,
): RowClock | null {
  const next = nextClock(clocks)
  if (!next) return null
  const hasPast =
    facts.priorities.length > 1 ||
    facts.revisions !== undefined ||
    facts.waits.some(({ kind }) => kind === 'solved')
  const missed = hasPast
    ? missedOnRecord(facts, agreement, calendar, now).some(
        ({ isAmbition, name, change }) => !isAmbition && name !== next.name && change?.kind !== 'taken-back',
      )
    : clocks.some(({ outcome, isAmbition }) => outcome === 'missed' && !isAmbition)
  return { name: next.name, target: next.target, due: next.due, remainingMs: next.frozenMs, missed }
}

function riskFrom(calendar: OfficeCalendar, due: number): number {
  try {
    return calendar.subtract(due, atRiskMs)
  } catch {
    return due
  }
}
