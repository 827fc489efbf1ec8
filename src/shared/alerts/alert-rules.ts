/** The clocks for which a person chooses leads. */
export type LeadName = 'response' | 'action' | 'resolution' | 'aim'

/** From when an alert rings. */
export type AlertStart =
  /** So many office minutes before the due moment as the person chose for this clock; several ring one after another. */
  | { readonly kind: 'leads'; readonly of: LeadName }
  /** So many office minutes before the due moment, whatever the person chose. */
  | { readonly kind: 'before'; readonly officeMinutes: number }
  /** When it came to be. */
  | { readonly kind: 'at-once' }
  /** When the office opens on the day of the due moment. */
  | { readonly kind: 'opening-of-day' }

export interface AlertRule {
  readonly starts: AlertStart
  /**
   * `scope`: whose tickets ring is the person's choice. `team`: everybody of the ticket's team, whatever their scope.
   * `office`: everybody. Who chose the scope `none` hears nothing of all.
   */
  readonly audience: 'scope' | 'team' | 'office'
  /** `office`: outside office hours only for who asked for it; what could not ring then rings at the next opening. */
  readonly hours: 'office' | 'any'
  /** Whether others are told where the ticket's owner is away or has no desk open. */
  readonly standsIn: boolean
}

/** One working day of the agreement, in office minutes. */
const workingDayMinutes = 510

const clock = (of: LeadName): AlertRule => ({
  starts: { kind: 'leads', of },
  audience: 'scope',
  hours: 'office',
  standsIn: true,
})

/**
 * What rings, from when, for whom and in which hours: a row a kind. `occasions.ts` says when a ticket has one of them; rows that
 * it never mentions are of facts that tickets do not have yet.
 */
export const alertRules = {
  /** High priority was reported or triaged, and nobody has started work. */
  urgent: { starts: { kind: 'at-once' }, audience: 'team', hours: 'office', standsIn: false },
  response: clock('response'),
  action: clock('action'),
  resolution: clock('resolution'),
  /** An ambition, which rings only for who chose leads for it. */
  aim: { ...clock('aim'), standsIn: false },
  /** The moment that the reporter was told when a target was overrun. */
  promise: clock('response'),
  escalation: clock('response'),
  'agreed-date': clock('response'),
  /** The date that somebody outside the office gave. */
  'party-date': { starts: { kind: 'opening-of-day' }, audience: 'scope', hours: 'office', standsIn: false },
  /** A ticket that closes by itself if nothing happens. */
  'auto-close': {
    starts: { kind: 'before', officeMinutes: workingDayMinutes },
    audience: 'scope',
    hours: 'office',
    standsIn: false,
  },
  /** A mailbox from which nothing comes any more: without a clock, and of no ticket. */
  mailbox: { starts: { kind: 'at-once' }, audience: 'office', hours: 'office', standsIn: false },
} as const satisfies Record<string, AlertRule>

export type AlertRuleName = keyof typeof alertRules

/** The rule of this name; null for one that this version does not know. */
export const ruleNamed = (name: string): AlertRule | null =>
  Object.hasOwn(alertRules, name) ? alertRules[name as AlertRuleName] : null
