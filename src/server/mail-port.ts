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

/** Sends what is due in `mail_outbox`: claims rows under a lease, so that many servers may run. Returns how many it tried. */
export type DeliverMail = (database: Database, now: number) => Promise<number>
