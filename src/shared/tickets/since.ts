import type { ApiError } from '../sync/wire'
import type { Actor, TicketEvent } from './events'

/** What may have happened since its author looked that makes a person look again. */
export type HoldCode =
  | 'newer-message'
  | 'colleague-replied'
  | 'replied-elsewhere'
  | 'closed-meanwhile'
  | 'new-attention'
  | 'other-customer'
  | 'escalation-ended'
  | 'escalated-meanwhile'
  | 'unread-since'

/**
 * What becomes of what was written on a ticket that moved on since.
 * `intent`: held before its author when one of these happened, or something that this version cannot read. `fact`: entered at its own time, in the order in which things
 * happened. `merge`: field by field. `always`: entered now.
 */
export type SinceRule =
  | {
      readonly kind: 'intent'
      readonly heldBy: readonly HoldCode[]
      /** It happened at a time of its own too: what came later does not refuse it. */
      readonly isFact?: true
    }
  | {
      readonly kind: 'fact' | 'merge' | 'always'
      /** Its own rules may hold it: what was written behind it waits to see what becomes of it. */
      readonly mayBeHeld?: true
    }

export const always = { kind: 'always' } as const satisfies SinceRule
export const fact = { kind: 'fact' } as const satisfies SinceRule
export const heldBy = (...codes: readonly HoldCode[]): SinceRule => ({ kind: 'intent', heldBy: codes })
/** Somebody said something to the customer, or the customer to us. */
export const overtaken = ['newer-message', 'colleague-replied', 'replied-elsewhere'] as const

interface Since {
  /** Confirmed events after the version that the author had seen. */
  readonly since: readonly TicketEvent[]
  readonly actor: Actor
  /** The author's own work on this ticket that waited on the same device; undefined where the app does not say. */
  readonly own: readonly string[] | undefined
}

/** What cannot be read may be anything, such as a customer's word. */
const unread: HoldCode = 'unread-since'

const messages: Readonly<Record<HoldCode, string>> = {
  'newer-message': 'The customer wrote after you last looked at this ticket.',
  'colleague-replied': 'A colleague replied after you last looked at this ticket.',
  'replied-elsewhere': 'You replied on another device after you last looked at this ticket here.',
  'closed-meanwhile': 'The ticket was closed after you last looked at it.',
  'new-attention': 'Something else on this ticket asks for attention since you last looked at it.',
  'other-customer': 'The ticket was given another customer or reporter after you last looked at it.',
  'escalated-meanwhile': 'The ticket was escalated after you last looked at it.',
  'escalation-ended': 'An escalation of this ticket was ended after you last looked at it.',
  'unread-since':
    'Something happened on this ticket after you last looked at it that the server cannot read: a newer version made it, or it is damaged.',
}

/** Why an act must be looked at again by its author; null when nothing that counts came between. */
export function heldBecause(rule: SinceRule, since: Since): ApiError | null {
  if (rule.kind !== 'intent') return null
  const code = [...rule.heldBy, unread].find((each) => happened[each](since))
  return code === undefined ? null : { code, message: messages[code] }
}

const happened: Readonly<Record<HoldCode, (since: Since) => boolean>> = {
  // A report that an agent wrote down is no news: who acts on a ticket has seen how it began.
  'newer-message': ({ since }) =>
    since.some((event) => event.type === 'message.received' && event.mutationId === null),
  'colleague-replied': ({ since, actor }) => since.some((event) => isReply(event) && !isBy(event, actor)),
  'replied-elsewhere': ({ since, actor, own }) =>
    own !== undefined &&
    since.some((event) => isReply(event) && isBy(event, actor) && !own.includes(event.mutationId ?? '')),
  'closed-meanwhile': (seen) =>
    seen.since.some((event) => event.type === 'ticket.closed' && isNews(event, seen)),
  // A customer where there was none is what triage does: the reporter is the same.
  'other-customer': (seen) =>
    seen.since.some(
      (event) =>
        event.type === 'fields.changed' &&
        isNews(event, seen) &&
        event.changes.some(
          ({ field, from, to }) =>
            (field === 'reporter' && addressOf(from) !== addressOf(to)) ||
            (field === 'customerId' && (from ?? null) !== null),
        ),
    ),
  'escalated-meanwhile': (seen) =>
    seen.since.some((event) => event.type === 'ticket.escalated' && isNews(event, seen)),
  'escalation-ended': (seen) =>
    seen.since.some((event) => event.type === 'escalation.ended' && isNews(event, seen)),
  'new-attention': ({ since }) =>
    since.some((event) => 'attention' in event && event.attention !== undefined && event.attention !== null),
  'unread-since': ({ since }) => since.some(({ type }) => type === 'unknown'),
}

/** The system's own notice is nobody's reply. */
const isReply = (event: TicketEvent): boolean => event.type === 'reply.sent' && event.purpose !== 'notice'

/** The e-mail address of a reporter; undefined where there is none. */
const addressOf = (reporter: unknown): unknown =>
  typeof reporter === 'object' && reporter !== null && 'email' in reporter ? reporter.email : undefined

/** Done by somebody else, or by the author on another device. */
const isNews = (event: TicketEvent, { actor, own }: Since): boolean =>
  !isBy(event, actor) || (own !== undefined && !own.includes(event.mutationId ?? ''))

const isBy = (event: TicketEvent, actor: Actor): boolean =>
  event.actor.id === actor.id && event.actor.kind === actor.kind
