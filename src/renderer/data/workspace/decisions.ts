import type { SyncEngine } from '../../../shared/sync/engine/engine-types'
import { alreadyDecided } from '../../../shared/sync/engine/outbox'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import { takenAlong } from '../../../shared/sync/engine/taken-along'
import { viewerOf } from '../../../shared/sync/engine/view'
import type { Cache } from '../cache/cache-store'
import type { Saved, WorkerCalls } from '../protocol'
import { writtenIn } from '../written-again'
import type { LiveQueue } from './live-queue'

interface DecisionPorts {
  readonly engine: Pick<SyncEngine, 'entries' | 'takeBack' | 'discard' | 'seeOverruled'>
  readonly cache: Pick<Cache, 'whole'>
  readonly queue: Pick<LiveQueue, 'reference'>
  readonly agentId: string
  /** A fresh id for a record of the journal. */
  readonly newId: () => string
  /** Own work on these tickets was changed; none named: any of it. */
  readonly changed: (tickets: readonly string[]) => void
  /** What was taken back stands in the draft of this ticket. */
  readonly putBack: (ticketId: string) => void
}

type NotSaved = Extract<Saved, { readonly ok: false }>

/** What rests on this goes with it, and its author was not told so: they are asked first. */
const takesMore = (rest: readonly OutboxEntry[]): NotSaved => ({
  ok: false,
  error: {
    code: 'takes-more',
    message: `${rest.length} more changes would be taken back with it.`,
    details: rest.map(({ mutation: { id, type } }) => ({ id, type })),
  },
})

/** What a person decides about their own work: they give it up, take it back, or have seen that it was overruled. */
export function createDecisions({
  engine,
  cache,
  queue,
  agentId,
  newId,
  changed,
  putBack,
}: DecisionPorts): Pick<WorkerCalls, 'discard' | 'takeBack' | 'seeOverruled'> {
  const entryOf = (mutationId: string) => engine.entries().find(({ mutation }) => mutation.id === mutationId)

  async function alongWith({ mutation: { id, ticketId } }: OutboxEntry): Promise<readonly OutboxEntry[]> {
    const { ticket: base, timeline } = await cache.whole(ticketId)
    const entries = engine.entries().filter(({ mutation }) => mutation.ticketId === ticketId)
    return takenAlong(id, { base, timeline, entries, viewer: viewerOf(agentId, queue.reference()) })
  }

  return {
    async discard({ mutationId, along }) {
      const entry = entryOf(mutationId)
      if (!entry) return { ok: false, error: alreadyDecided }
      const rest = await alongWith(entry)
      if (rest.some(({ mutation }) => !along.includes(mutation.id))) return takesMore(rest)
      const { ticketId } = entry.mutation
      if (rest.length > 0) {
        // First what rests on it, with its words back in its dialog: it must not leave without the other.
        const ids = rest.map(({ mutation }) => mutation.id)
        const kept = await engine.takeBack(ids, ids.map(newId))
        if (!kept.ok) return kept
        putBack(ticketId)
      }
      const kept = await engine.discard(mutationId, newId())
      if (kept.ok || rest.length > 0) changed([ticketId])
      return kept.ok ? { ok: true, mutationId } : kept
    },
    async takeBack({ mutationId, along }) {
      const entry = entryOf(mutationId)
      if (!entry) return { ok: false, error: alreadyDecided }
      const rest = await alongWith(entry)
      if (rest.some(({ mutation }) => !along.includes(mutation.id))) return takesMore(rest)
      const ids = [mutationId, ...rest.map(({ mutation }) => mutation.id)]
      const kept = await engine.takeBack(ids, ids.map(newId))
      if (!kept.ok) return kept
      const { ticketId } = entry.mutation
      putBack(ticketId)
      changed([ticketId])
      return { ok: true, mutationId, ticketId, writtenIn: writtenIn(entry.mutation) }
    },
    async seeOverruled({ mutationIds }) {
      await engine.seeOverruled(mutationIds)
      changed([])
      return null
    },
  }
}
