import type { Priority, TicketType } from '../../../shared/sla/facts'

/** What people write about one subject, in one language. `{slots}` are filled in by `fill.ts`. */
export interface Wording {
  readonly subjects: readonly string[]
  readonly problems: readonly string[]
  readonly answers: readonly string[]
  /** Asked of the key user; the ticket then waits for the answer. */
  readonly questions: readonly string[]
  readonly solutions: readonly string[]
}

/** One kind of thing that customers of an Odoo partner report. */
export interface Topic {
  readonly type: TicketType
  /** Drawn from evenly: list one twice to make it twice as likely. */
  readonly priorities: readonly Priority[]
  readonly nl: Wording
  readonly en: Wording
  /** Internal notes; the office is Dutch. */
  readonly notes: readonly string[]
  /** What an external party is asked, when this topic ever needs one. */
  readonly external: string | null
  /** The title of a screen recording that explains it. */
  readonly recording: string | null
}
