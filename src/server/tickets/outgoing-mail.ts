import type { Database } from '../db/database'

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

/** How the delivery to one recipient of a mail stands. */
export interface RecipientDelivery {
  readonly address: string
  /**
   * `waiting`: surely without it, to be tried. `sent`: has it, and is never sent it again. `failed`: surely without it, and not
   * tried any more. `unknown`: offered it, and the answer was lost.
   */
  readonly state: 'waiting' | 'sent' | 'failed' | 'unknown'
  /** Since when it stands so, UTC epoch ms. */
  readonly at: number
  /** The mail server's words, or ours, about why it is not `sent`. */
  readonly answer: string | null
}

/** How a mail's delivery stands. */
export interface Delivery {
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed'
  /** Tries since it was written, or since a person decided to send it again. */
  readonly attempts: number
  readonly nextTryAt: number
  /** Set before the last byte goes out: from then on the mail may have been taken. */
  readonly handedOverAt: number | null
  readonly sentAt: number | null
  readonly error: string | null
  /** Grows with each change. */
  readonly revision: number
  /** Empty where nothing was noted by recipient, as before the first try: then all of them stand as the mail does. */
  readonly recipients: readonly RecipientDelivery[]
  /** How many of its senders died with it in hand since a try of it last ended. */
  readonly crashes: number
  /** When its ticket was told that it takes long; null when it was not. */
  readonly delayToldAt: number | null
}

/** What a journal keeps of a mail beside the change that caused it. */
export interface MailMark {
  readonly workspaceId: string
  readonly id: string
  readonly delivery: Delivery
}

/** Takes what is due in `mail_outbox` in hand: claims rows under a lease, so that many servers may run. */
export type DispatchMail = (database: Database, now: number) => Promise<unknown>
