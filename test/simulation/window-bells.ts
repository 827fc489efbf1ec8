import { createAlertPlanner } from '../../src/renderer/data/alerts/alert-planner'
import type { HostCalls } from '../../src/renderer/data/protocol'
import { createQueueModel } from '../../src/renderer/data/queue/queue-model'
import { createLiveQueue } from '../../src/renderer/data/workspace/live-queue'
import type { LiveQueueParts } from '../../src/renderer/data/workspace/live-queue'
import type { DriverWorld } from '../../src/renderer/data/workspace/sync-driver'
import type { SyncEngine } from '../../src/shared/sync/engine/engine-types'
import type { Person } from '../../src/shared/ipc/channels'
import { preferencesOf } from './bell-watch'

interface WindowBellsParts {
  readonly host: HostCalls
  readonly person: Person
  readonly engine: SyncEngine
  readonly cache: LiveQueueParts['cache']
  readonly clockOffset: () => number
  readonly wall: () => number
  readonly after: DriverWorld['after']
  readonly signal: AbortSignal
}

/** The app's own queue and planner of a window, told of what changes as its workspace tells them. */
export interface WindowBells {
  loadAll(): Promise<void>
  baseChanged(tickets: readonly string[] | 'all', reference: boolean): Promise<void>
  outboxChanged(tickets: readonly string[]): Promise<void>
  planLater(): void
  timeHeard(): void
}

export function createWindowBells({ cache, ...parts }: WindowBellsParts): WindowBells {
  const { engine, person, clockOffset, wall } = parts
  const now = (): number => wall() + clockOffset()
  const model = createQueueModel()
  const queue = createLiveQueue({ cache, model, agentId: person.agentId, entries: engine.entries, now })
  const { planLater, timeHeard } = createAlertPlanner({
    ...parts,
    model,
    queue,
    preferences: preferencesOf(person.agentId),
    desks: null,
  })

  async function loadAll(): Promise<void> {
    await queue.load(() => Promise.resolve())
    planLater()
  }

  return {
    loadAll,
    planLater,
    timeHeard,
    async baseChanged(tickets, reference) {
      const rulesChanged = reference && (await queue.refreshReference())
      if (tickets === 'all' || rulesChanged) await loadAll()
      else await queue.refresh(tickets)
      planLater()
    },
    async outboxChanged(tickets) {
      const ids = tickets.length > 0 ? tickets : engine.entries().map(({ mutation }) => mutation.ticketId)
      await queue.refresh([...new Set(ids)])
      planLater()
    },
  }
}
