import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import { filesOf } from '../../../shared/sync/engine/uploads'
import { isUnsettled, waitingForDecision } from '../../../shared/sync/engine/lanes'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { OutboxItem } from '../protocol'
import type { QueueEntry } from '../queue/queue-entry'
import type { KeptFiles } from './kept-files'

interface Sources {
  readonly entries: readonly OutboxEntry[]
  readonly epoch: string | null
  readonly sending: ReadonlySet<string>
  readonly find: (ticketId: string) => QueueEntry | undefined
  readonly timeline: (ticketId: string) => Promise<readonly TicketEvent[]>
  readonly describe: KeptFiles['describe']
}

/** This device's work that waits or needs a person, in order of writing. */
export async function outboxItems({
  entries,
  epoch,
  sending,
  find,
  timeline,
  describe,
}: Sources): Promise<readonly OutboxItem[]> {
  const own = new Set(entries.map(({ mutation }) => mutation.id))
  const behind = waitingForDecision(entries)
  const waits = (id: string): OutboxItem['state'] =>
    behind.has(id) ? 'behind' : sending.has(id) ? 'sending' : 'waiting'
  const shown = entries.filter(
    (entry) => entry.state === 'held' || entry.state === 'rejected' || isUnsettled(entry, epoch),
  )
  return Promise.all(
    shown.map(async ({ mutation, state, reason }): Promise<OutboxItem> => {
      const ticket = find(mutation.ticketId)
      const isDecided = state === 'held' || state === 'rejected'
      const events = isDecided ? await timeline(mutation.ticketId) : []
      return {
        mutation,
        state: isDecided ? state : waits(mutation.id),
        reason,
        attachments: await describe(filesOf(mutation)),
        ticketNumber: ticket?.number ?? null,
        ticketSubject: ticket?.subject ?? '',
        since: events.filter(
          ({ version, mutationId }) =>
            version > mutation.seen.version && (mutationId === null || !own.has(mutationId)),
        ),
      }
    }),
  )
}
