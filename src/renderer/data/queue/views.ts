import type { QueueView } from '../protocol'
import type { QueueEntry } from './queue-entry'

/** Who looks: what "mine" and "my team" mean. */
export interface QueueViewer {
  readonly agentId: string | null
  readonly teamId: string | null
}

const isActive = ({ status }: QueueEntry): boolean => status !== 'solved' && status !== 'closed'

/** Which tickets each view shows, but for what time alone changes: see `timeTests`. */
export const viewTests = {
  mine: (entry, { agentId }) => entry.assigneeId === agentId && agentId !== null && isActive(entry),
  team: (entry, { teamId }) => entry.teamId === teamId && teamId !== null && isActive(entry),
  unassigned: (entry) => entry.assigneeId === null && isActive(entry),
  waiting: (entry) => entry.status === 'waiting',
  'at-risk': isActive,
  missed: isActive,
  escalated: (entry) => entry.escalationLevel > 0 && isActive(entry),
  attention: (entry) => entry.attention,
  solved: (entry) => !isActive(entry),
  all: () => true,
} as const satisfies Record<QueueView, (entry: QueueEntry, viewer: QueueViewer) => boolean>

/** Views that a ticket enters and leaves by time alone, from when it is at risk and when it is missed. */
export const timeTests: Readonly<
  Partial<Record<QueueView, (riskAt: number, missAt: number, now: number) => boolean>>
> = {
  'at-risk': (riskAt, missAt, now) => riskAt <= now && now <= missAt,
  missed: (_, missAt, now) => now > missAt,
}
