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
}
