import type { ClauseKey } from '../../../shared/sla/clauses'
import type { CoverVerdict, TicketType } from '../../../shared/sla/facts'
import type { Customer } from '../../../shared/tickets/people'

/** The clauses that a cover verdict may rest on; the first is the usual one. */
export const clausesOf = {
  covered: ['triage', 'cover-functional'],
  'actual-hours': ['cover-functional', 'cover-others-changes'],
  'after-approval': ['cover-rfc'],
  'own-agreement': ['cover-migration'],
} as const satisfies Record<CoverVerdict, readonly ClauseKey[]>

export interface CoverAdvice {
  readonly verdict: CoverVerdict
  readonly clause: ClauseKey
}

/** What the customer's agreement says of a type of work. A person decides; this is offered first. */
export function coverAdvice(type: TicketType, customer: Customer | undefined): CoverAdvice {
  switch (type) {
    case 'application':
      return { verdict: 'covered', clause: 'triage' }
    case 'functional':
      return customer?.agreement.functional === false
        ? { verdict: 'actual-hours', clause: 'cover-functional' }
        : { verdict: 'covered', clause: 'cover-functional' }
    case 'rfc':
      return { verdict: 'after-approval', clause: 'cover-rfc' }
    case 'migration':
      return { verdict: 'own-agreement', clause: 'cover-migration' }
  }
}
