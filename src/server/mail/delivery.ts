import type { Delivery } from '../mail-port'

/** How a mail ended that did not reach everybody: `sent` to some, or to nobody. */
export interface MailTrouble {
  readonly state: 'sent' | 'failed'
  readonly error: string
}

const changed = (before: Delivery, change: Partial<Delivery>): Delivery => ({
  ...before,
  ...change,
  revision: before.revision + 1,
})

/** From here on the server may have the mail. */
export const handedOver = (delivery: Delivery, now: number): Delivery =>
  changed(delivery, { handedOverAt: now })

/** The server took it for everybody. */
export const sent = (delivery: Delivery, now: number): Delivery =>
  changed(delivery, { state: 'sent', sentAt: now, error: null })

/** Surely not taken: it waits for its next try. */
export const later = (delivery: Delivery, nextTryAt: number, error: string): Delivery =>
  changed(delivery, { state: 'waiting', nextTryAt, handedOverAt: null, error })

/** It stands before a person. */
export const settled = (delivery: Delivery, now: number, { state, error }: MailTrouble): Delivery =>
  changed(delivery, { state, error, sentAt: state === 'sent' ? now : null })
