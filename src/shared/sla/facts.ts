/** The facts about one ticket that its clocks are computed from. Instants are UTC epoch milliseconds. */

export const priorities = ['high', 'medium', 'low'] as const
export type Priority = (typeof priorities)[number]

/** What kind of work the report is: the agreement's triage ("Ticket beoordeeld"). */
export const ticketTypes = ['application', 'functional', 'rfc', 'migration'] as const
export type TicketType = (typeof ticketTypes)[number]

/** Whether the agreement covers the work, or it is billed apart ("nacalculatie"). */
export const coverVerdicts = ['covered', 'actual-hours', 'after-approval', 'own-agreement'] as const
export type CoverVerdict = (typeof coverVerdicts)[number]

/** Whom a person can let a ticket wait for. */
export const waitingFor = ['key-user', 'external'] as const
/** Why clocks stand still. `solved` is the time between solved and reopened. */
export type WaitKind = (typeof waitingFor)[number] | 'solved'

export interface Wait {
  readonly kind: WaitKind
  readonly from: number
  /** null while the wait is still open. */
  readonly to: number | null
}

/** A span in which a priority held, from `from` until the next one. */
export interface PriorityChange {
  readonly priority: Priority
  readonly from: number
}

export interface ClockFacts {
  readonly receivedAt: number
  /** First feedback to the key user ("terugmelding"); the automatic confirmation is none. */
  readonly feedbackAt: number | null
  readonly workStartedAt: number | null
  /** Set while the ticket stands solved; null again after reopening (the gap is then a `solved` wait). */
  readonly solvedAt: number | null
  readonly closedAt: number | null
  readonly waits: readonly Wait[]
  readonly type: TicketType | null
  readonly cover: CoverVerdict | null
  /** Oldest first; empty before triage. */
  readonly priorities: readonly PriorityChange[]
  /** What was written down later about the past, oldest first; left out when nothing was. */
  readonly revisions?: readonly FactsRevision[]
}

/** Which fact a later event changed. The first two are triage, the others are facts of the past. */
export type RevisionCause =
  'type' | 'cover' | 'feedback' | 'work' | 'wait' | 'wait-end' | 'solution' | 'reopening'

/**
 * The facts as they stood before an event that changed what had been counted with. A target that was missed by then stays
 * on record ("a target once missed stays on record"), also when the new facts no longer show it.
 */
export interface FactsRevision {
  /** When it was written down (epoch ms): what had been missed by then was known. */
  readonly at: number
  /** The name of who wrote it down. */
  readonly by: string
  readonly because: RevisionCause
  readonly before: Omit<ClockFacts, 'revisions'>
}
