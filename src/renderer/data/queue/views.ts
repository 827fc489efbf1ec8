import type { QueueQuery, QueueView } from '../protocol'
import type { QueueEntry } from './queue-entry'

/** Who looks: what "mine" and "my team" mean. */
export interface QueueViewer {
  readonly agentId: string | null
  readonly teamId: string | null
}

type Test = (entry: QueueEntry, viewer: QueueViewer, now: number) => boolean

const isActive = ({ status }: QueueEntry): boolean => status !== 'solved' && status !== 'closed'

/** Which tickets each view shows. `at-risk` and `missed` change by time alone: see `nextBoundary`. */
export const viewTests = {
  mine: (entry, { agentId }) => entry.assigneeId === agentId && agentId !== null && isActive(entry),
  team: (entry, { teamId }) => entry.teamId === teamId && teamId !== null && isActive(entry),
  unassigned: (entry) => entry.assigneeId === null && isActive(entry),
  waiting: (entry) => entry.status === 'waiting',
  'at-risk': (entry, _, now) => entry.riskAt <= now && now <= entry.missAt && isActive(entry),
  missed: (entry, _, now) => now > entry.missAt && isActive(entry),
  escalated: (entry) => entry.escalationLevel > 0 && isActive(entry),
  attention: (entry) => entry.attention && entry.status !== 'closed',
  solved: (entry) => !isActive(entry),
  all: () => true,
} as const satisfies Record<QueueView, Test>

/** The test of a whole query but its search. */
export function testOf(query: QueueQuery, viewer: QueueViewer, now: number): (entry: QueueEntry) => boolean {
  const view: Test = viewTests[query.view]
  const { customerId, priority, type, assigneeId } = query
  return (entry) =>
    (customerId === null || entry.customerId === customerId) &&
    (priority === null || entry.priority === priority) &&
    (type === null || entry.type === type) &&
    (assigneeId === null || entry.assigneeId === assigneeId) &&
    view(entry, viewer, now)
}
