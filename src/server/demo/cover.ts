import type { TicketType } from '../../shared/sla/facts'
import type { TicketFields } from '../../shared/tickets/fields'
import type { Customer } from '../../shared/tickets/people'
import type { Chance } from './random'

/** Application support, which every agreement has. */
export const covered = { verdict: 'covered', clause: 'Applicatie Support' } as const

/** Whether the customer's agreement covers the work, with the heading of the clause it rests on. */
export function coverOf(type: TicketType, customer: Customer, chance: Chance): TicketFields['cover'] {
  const { functional, migration } = customer.agreement
  switch (type) {
    case 'application':
      return chance.happens(0.06) ? { verdict: 'actual-hours', clause: 'Systeemvereisten' } : covered
    case 'functional':
      return { verdict: functional ? 'covered' : 'actual-hours', clause: 'Functioneel Support' }
    case 'rfc':
      return { verdict: 'after-approval', clause: 'Functioneel Support' }
    case 'migration':
      return { verdict: migration ? 'own-agreement' : 'actual-hours', clause: 'Migratie Support' }
  }
}
