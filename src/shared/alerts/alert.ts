import { z } from 'zod'
import { instant, text, uuid } from '../tickets/values'
import { ruleNamed } from './alert-rules'

/** One planned alert of one person. Nothing rings before `at`. Instants are UTC ms. */
export const alert = z.object({
  /** The row of `alertRules` that it follows. A name that this version does not know is kept, and does not ring. */
  rule: text(40),
  /** Under whose name it rings: a clock, or what else runs out; what rings without a clock repeats its rule. */
  clock: text(40),
  /** Null for what is about no ticket. */
  ticketId: uuid.nullable(),
  ticketNumber: z.number().int().positive().nullable(),
  subject: text(1000),
  /** The customer's name; empty when there is none. */
  customer: text(200),
  /** Office minutes before the due moment. 0: at that moment, or at once. */
  leadMinutes: z.number().nonnegative(),
  at: instant,
  due: instant,
  /** The name of the ticket's owner who is away, where it rings for somebody who stands in. */
  absentOwner: text(200).optional(),
  /** A reply to this ticket waits on this device to be sent. */
  replyWaits: z.boolean().optional(),
})
export type Alert = z.infer<typeof alert>

type Identified = Pick<Alert, 'rule' | 'ticketId' | 'leadMinutes' | 'at' | 'due'>

/**
 * What an alert is about: a rule's moment of one ticket. A due moment that moved is another one; what rings at once is about the
 * moment at which it came to be, wherever its due moment moves.
 */
export function alertSubject({
  rule,
  ticketId,
  at,
  due,
}: Pick<Identified, 'rule' | 'ticketId' | 'at' | 'due'>): string {
  const moment = ruleNamed(rule)?.starts.kind === 'at-once' ? at : due
  return `${ticketId ?? '-'} ${rule} ${moment}`
}

/** Each of these rings once for a person, on whichever device. */
export const alertKey = (alert: Identified): string => `${alertSubject(alert)} ${alert.leadMinutes}`

/** The longest key that `alertKey` gives, with room for later rules. */
export const longestAlertKey = 160

/** The subject of a key, and its lead in office minutes. */
export function partsOfKey(key: string): { readonly subject: string; readonly leadMinutes: number } {
  const space = key.lastIndexOf(' ')
  return { subject: key.slice(0, space), leadMinutes: Number(key.slice(space + 1)) }
}
