import type { Outcome } from '../../src/shared/sync/wire'
import type { TicketEvent } from '../../src/shared/tickets/events'
import type { MutationEnvelope } from '../../src/shared/tickets/mutations'
import type { World } from './world'

/** Which device each change came from first: the promise on a device's own work is held against it. */
export interface Senders {
  note(deviceId: string, mutations: readonly MutationEnvelope[]): void
  /**
   * This device's cache shows older versions than it had: a row rotted, or a power loss took the last pages. So may what is written
   * there, and its outbox has let go of what those pages held.
   */
  damaged(deviceId: string): void
  /** What a device wrote itself is no reason to hold what it wrote next. */
  checkHeld(held: {
    readonly deviceId: string
    readonly agentId: string
    readonly mutation: MutationEnvelope
    readonly outcome: Outcome
    readonly timeline: readonly TicketEvent[]
  }): void
}

/** What counts for each reason that names the author's other devices. */
const counts: Readonly<Record<string, TicketEvent['type']>> = {
  'replied-elsewhere': 'reply.sent',
  'closed-meanwhile': 'ticket.closed',
}

export function createSenders(world: World): Senders {
  const first = new Map<string, { readonly deviceId: string; readonly writtenAt: number }>()
  const doubtful = new Set<string>()
  return {
    damaged: (deviceId) => void doubtful.add(deviceId),
    note(deviceId, mutations) {
      for (const { id, writtenAt } of mutations) if (!first.has(id)) first.set(id, { deviceId, writtenAt })
    },
    checkHeld({ deviceId, agentId, mutation, outcome, timeline }) {
      const type = counts[outcome.reason?.code ?? '']
      if (outcome.result !== 'held' || type === undefined || doubtful.has(deviceId)) return
      world.happened('held for what was done elsewhere')
      const since = timeline.filter((event) => event.type === type && event.version > mutation.seen.version)
      // What was written later may stand before it, in the place of held work: that it could not name.
      const isOwnEarlier = ({ actor, mutationId }: TicketEvent): boolean => {
        const sent = first.get(mutationId ?? '')
        const isOwn = actor.id === agentId && sent?.deviceId === deviceId
        return isOwn && sent.writtenAt <= mutation.writtenAt
      }
      if (since.length > 0 && since.every(isOwnEarlier))
        world.broken(`${mutation.id.slice(-6)} was held for what its own device had written`)
    },
  }
}
