import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'

/** As many as an envelope takes. */
const mostTold = 500

/** What this device wrote on each ticket, for as long as the workspace is open. */
export interface OwnWork {
  /** Takes in what the outbox has. */
  note(entries: readonly OutboxEntry[]): void
  /** The ids of this device's own work on a ticket, the latest five hundred. */
  of(ticketId: string): string[]
}

/**
 * Remembers what left the outbox too: a form that was opened before still shows the ticket without it, and what is sent from
 * there must not be taken for another device's.
 */
export function createOwnWork(): OwnWork {
  const idsOf = new Map<string, Set<string>>()
  return {
    note(entries) {
      for (const { mutation } of entries) {
        const ids = idsOf.get(mutation.ticketId)
        if (ids) ids.add(mutation.id)
        else idsOf.set(mutation.ticketId, new Set([mutation.id]))
      }
    },
    of: (ticketId) => [...(idsOf.get(ticketId) ?? [])].slice(-mostTold),
  }
}
