import { mayBeTakenBack, needsAuthor } from '../../../shared/sync/engine/outbox-entry'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import { filesOf } from '../../../shared/sync/engine/uploads'
import { isUnsettled, waitingForDecision } from '../../../shared/sync/engine/lanes'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { MutationEnvelope } from '../../../shared/tickets/mutations'
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
  const stateOf = (entry: OutboxEntry): OutboxItem['state'] => {
    const { state, mutation } = entry
    if (state === 'held' || state === 'rejected') return state
    if (needsAuthor(entry)) return 'overruled'
    if (behind.has(mutation.id)) return 'behind'
    return sending.has(mutation.id) ? 'sending' : 'waiting'
  }
  const isSince = ({ version, mutationId }: TicketEvent, { seen }: MutationEnvelope): boolean =>
    version > seen.version && (mutationId === null || !own.has(mutationId))
  const shown = entries.filter((entry) => needsAuthor(entry) || isUnsettled(entry, epoch))
  return Promise.all(
    shown.map(async (entry): Promise<OutboxItem> => {
      const { mutation, reason } = entry
      const ticket = find(mutation.ticketId)
      const state = stateOf(entry)
      const events = needsAuthor(entry) ? await timeline(mutation.ticketId) : []
      return {
        mutation,
        state,
        mayBeTakenBack: mayBeTakenBack(entry),
        reason,
        attachments: await describe(filesOf(mutation)),
        ticketNumber: ticket?.number ?? null,
        ticketSubject: ticket?.subject ?? '',
        isClosed: ticket?.status === 'closed',
        since: events.filter((event) =>
          state === 'overruled' ? event.mutationId === mutation.id : isSince(event, mutation),
        ),
      }
    }),
  )
}
