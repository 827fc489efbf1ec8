import { DAY_MS } from '../sla/day-number'
import { saidPrecisionMs } from '../sla/revisions'
import type { Role } from './people'
import type { Ticket } from './ticket'

/** What a person may say happened at another moment than now. */
export type Fact =
  'receipt' | 'feedback' | 'work' | 'wait-start' | 'contact-attempt' | 'wait-end' | 'solution'

/** How far ahead of the server's time a moment still counts as now: machines' clocks differ (ms). */
export const aheadCountsAsNowMs = 5 * 60_000
/** How long ago a report may have been received, unless a senior says so (calendar days). */
export const oldestReceiptDays = 31

interface Bound {
  readonly code: 'before-receipt' | 'before-feedback' | 'before-reopening' | 'before-wait'
  readonly at: (ticket: Ticket) => number | null
  readonly message: string
}

const receipt: Bound = {
  code: 'before-receipt',
  at: (ticket) => ticket.facts.receivedAt,
  message: 'That is before the ticket was received. Give a later time.',
}
const feedback: Bound = {
  code: 'before-feedback',
  at: (ticket) => ticket.facts.feedbackAt,
  message: 'That is before the first feedback: a solution comes after it. Give a later time.',
}
const reopening: Bound = {
  code: 'before-reopening',
  at: (ticket) => ticket.facts.waits.findLast(({ kind }) => kind === 'solved')?.to ?? null,
  message: 'That is before the ticket was last reopened. Give a later time.',
}
const openWait: Bound = {
  code: 'before-wait',
  at: ({ openWait, facts }) =>
    openWait?.from ?? facts.waits.find(({ kind }) => kind !== 'solved')?.from ?? Infinity,
  message: 'That is before the wait began. Give a later time.',
}

/** When each fact may lie: not before any of these, and not after now. A new ticket has no bound but its age. */
const notBefore: Readonly<Record<Fact, readonly Bound[]>> = {
  receipt: [],
  feedback: [receipt],
  work: [receipt],
  'wait-start': [receipt, reopening],
  'contact-attempt': [receipt],
  'wait-end': [receipt, openWait],
  solution: [receipt, feedback, reopening],
}

export interface FactTime {
  /** When it happened (epoch ms): what clocks count with. */
  readonly at: number
  /** What the person said, where that is another moment; null otherwise. */
  readonly saidAt: number | null
}

export interface FactTimeRefusal {
  readonly code: Bound['code'] | 'in-the-future' | 'receipt-too-old'
  readonly message: string
}

interface Said {
  /** null for a new ticket. */
  readonly ticket: Ticket | null
  /** In estimated server time; null: now. */
  readonly occurredAt: number | null
  readonly now: number
  readonly role: Role
}

/**
 * When a fact happened that a person reports. It lies between what made it possible and now; outside of that it is refused
 * with a sentence, never moved in silence. A time within the minute of its bound, or shortly ahead of the server's clock,
 * counts as that bound, and what was said is kept beside it.
 */
export function factTime(fact: Fact, { ticket, occurredAt, now, role }: Said): FactTime | FactTimeRefusal {
  if (occurredAt === null) return { at: now, saidAt: null }
  if (occurredAt > now + aheadCountsAsNowMs)
    return {
      code: 'in-the-future',
      message: 'That is in the future by the clock of the server. Give the time at which it happened.',
    }
  if (fact === 'receipt' && role === 'agent' && occurredAt < now - oldestReceiptDays * DAY_MS)
    return {
      code: 'receipt-too-old',
      message: `That is more than ${oldestReceiptDays} days ago. Ask a senior to write it down, or give a later time.`,
    }
  let at = Math.min(occurredAt, now)
  for (const bound of notBefore[fact]) {
    const earliest = (ticket && bound.at(ticket)) ?? -Infinity
    if (at <= earliest - saidPrecisionMs) return { code: bound.code, message: bound.message }
    at = Math.max(at, Math.min(earliest, now))
  }
  return { at, saidAt: at === occurredAt ? null : occurredAt }
}
