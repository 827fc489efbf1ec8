import type { TicketEvent } from '../../tickets/events'
import { foldPending } from '../../tickets/fold'
import type { Undecided } from '../../tickets/fold'
import { parseMutation } from '../../tickets/mutations'
import { isKeyUserAddress } from '../../tickets/reaches-customer'
import type { Ticket } from '../../tickets/ticket'
import type { DecisionContext } from '../../tickets/decision'
import type { OutboxEntry } from './outbox-entry'
import type { ReferenceData } from './ports'

export interface FoldedTicket {
  readonly ticket: Ticket | null
  readonly confirmed: readonly TicketEvent[]
  /** Shown as waiting to be sent. */
  readonly pending: readonly TicketEvent[]
}

/** Who folds, and what of the workspace a decision may ask about. */
export type Viewer = Pick<DecisionContext, 'actor' | 'role' | 'knows'>

/** The viewer that an agent of the reference data is; one not listed there counts as an ordinary agent. */
export function viewerOf(agentId: string, reference: ReferenceData | null): Viewer {
  const agent = reference?.agents.find(({ id }) => id === agentId)
  const agents = new Set(reference?.agents.map(({ id }) => id))
  const customers = new Set(reference?.customers.map(({ id }) => id))
  const teams = new Set(reference?.office.teams.map(({ id }) => id))
  const keyUsersOf = (customerId: string) =>
    reference?.customers.find(({ id }) => id === customerId)?.keyUsers ?? []
  return {
    actor: { kind: 'agent', id: agentId, name: agent?.name ?? '' },
    role: agent?.role ?? 'agent',
    knows: {
      agent: (id) => agents.has(id),
      customer: (id) => customers.has(id),
      team: (id) => teams.has(id),
      keyUser: (customerId, email) => isKeyUserAddress(keyUsersOf(customerId), email),
    },
  }
}

/**
 * A ticket as this device shows it: the confirmed base with this author's unfinished work folded over it by the rules
 * of the server. What the base has already (its events name the mutation) is not folded again; neither is held or
 * rejected work, nor what this version does not understand.
 */
export function foldTicket(
  base: Ticket | null,
  timeline: readonly TicketEvent[],
  entries: readonly OutboxEntry[],
  viewer: Viewer,
): FoldedTicket {
  const inBase = new Set(timeline.map((event) => event.mutationId))
  const open = entries.flatMap(({ mutation, state, changed }): Undecided[] => {
    const isHeld = state === 'held'
    const isRefused = state === 'rejected' && mutation.type === 'reply.send'
    const folds = isHeld || isRefused || state === 'waiting' || (state === 'acknowledged' && changed)
    if (!folds || inBase.has(mutation.id)) return []
    const parsed = parseMutation(mutation)
    return parsed.ok ? [{ mutation: parsed.mutation, isHeld, isRefused }] : []
  })
  const { ticket, events } = foldPending(base, open, viewer)
  return { ticket, confirmed: timeline, pending: events }
}
