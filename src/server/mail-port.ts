import type { Database } from './db/database'

/** What a mail in the outbox says. From, to and Message-ID are fixed when the event is written: a resend is the same mail. */
export interface OutgoingMail {
  readonly from: { readonly name: string; readonly email: string }
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly subject: string
  readonly text: string
  /** Without angle brackets. */
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly attachmentIds: readonly string[]
  /** Written by the system: marked Auto-Submitted, so that no machine answers it. */
  readonly automatic: boolean
}

/** How a mail's delivery stands. */
export interface Delivery {
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed'
  readonly attempts: number
  readonly nextTryAt: number
  /** Set before the last byte goes out: from then on the mail may have been taken. */
  readonly handedOverAt: number | null
  readonly sentAt: number | null
  readonly error: string | null
  /** Grows with each change. */
  readonly revision: number
}

/** What a journal keeps of a mail beside the change that caused it. */
export interface MailMark {
  readonly workspaceId: string
  readonly id: string
  readonly delivery: Delivery
}

/** Sends what is due in `mail_outbox`: claims rows under a lease, so that many servers may run. Returns how many it tried. */
export type DeliverMail = (database: Database, now: number) => Promise<number>
