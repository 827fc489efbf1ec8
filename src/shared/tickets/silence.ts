import type { Ticket } from './ticket'

/**
 * The contact attempt since which nobody of the customer was heard, while the ticket waits for the key user (epoch ms). Null
 * when nothing can be closed for want of contact: nobody is waited for, nobody was tried, or there was contact since. The
 * one reading of this rule: closing by hand, the job that closes and the screen ask here.
 */
export function silentSinceAttempt({
  openWait,
  lastContactAttemptAt: attempt,
  lastContactAt: contact = null,
}: Pick<Ticket, 'openWait' | 'lastContactAttemptAt' | 'lastContactAt'>): number | null {
  if (openWait?.kind !== 'key-user' || attempt === null) return null
  return contact !== null && contact > attempt ? null : attempt
}

/** Since when a solution waits for its confirmation (epoch ms): not before it was written down. Null when it is not solved. */
export const unconfirmedSince = ({
  facts: { solvedAt },
  solvedWrittenAt = -Infinity,
}: Pick<Ticket, 'facts' | 'solvedWrittenAt'>): number | null =>
  solvedAt === null ? null : Math.max(solvedAt, solvedWrittenAt)
