import { sql } from 'drizzle-orm'
import type { Position } from '../../shared/sync/wire'
import type { Database } from '../db/database'
import { rows } from '../db/database'

/** Tells listeners how far each workspace's change log is. */
export interface HeadWatch {
  /** Hears every newer head. Returns a function that stops it. */
  readonly listen: (workspaceId: string, listener: (head: Position) => void) => () => void
  /** Says at once what this server committed itself. */
  readonly announce: (workspaceId: string, head: Position) => void
  readonly close: () => void
}

/**
 * Each listener that is told pulls at once, and all of them share one reading of the log. What a pull still takes, ms: a
 * thousand listeners are told once a second, so that those who push are not kept waiting; up to twenty hear everything at once.
 */
const pausePerListenerMs = 1
const shortestPauseMs = 20

/**
 * One look at the head rows for all listeners together, `intervalMs` apart, and none while nobody listens: a thousand
 * clients cost what one does. Not LISTEN/NOTIFY: a NOTIFY in every write takes a lock on the whole instance.
 */
export function watchHeads(
  database: Database,
  intervalMs: number,
  onError: (error: unknown) => void,
): HeadWatch {
  const listeners = new Map<string, Set<(head: Position) => void>>()
  const known = new Map<string, Position>()
  /** Workspaces whose listeners were just told: they are told again when the pause is over. */
  const resting = new Map<string, NodeJS.Timeout>()
  let timer: NodeJS.Timeout | undefined
  let closed = false

  function announce(workspaceId: string, head: Position): void {
    const former = known.get(workspaceId)
    if (former?.epoch === head.epoch && former.seq >= head.seq) return
    known.set(workspaceId, head)
    if (!resting.has(workspaceId)) tell(workspaceId, head)
  }

  function tell(workspaceId: string, told: Position): void {
    const group = listeners.get(workspaceId)
    if (!group) return
    for (const listener of group) listener(told)
    const pause = group.size * pausePerListenerMs
    if (pause < shortestPauseMs || closed) return
    const rest = setTimeout(() => {
      resting.delete(workspaceId)
      const latest = known.get(workspaceId)
      if (latest && latest !== told) tell(workspaceId, latest)
    }, pause)
    resting.set(workspaceId, rest)
  }

  async function look(): Promise<void> {
    try {
      const heads = await readHeads(database, [...listeners.keys()])
      for (const { workspaceId, epoch, seq } of heads) announce(workspaceId, { epoch, seq })
    } catch (error) {
      onError(error)
    }
    arm()
  }

  function arm(): void {
    clearTimeout(timer)
    if (!closed && listeners.size > 0) timer = setTimeout(() => void look(), intervalMs)
  }

  return {
    announce,
    listen: (workspaceId, listener) => {
      const group = listeners.get(workspaceId) ?? new Set()
      listeners.set(workspaceId, group.add(listener))
      if (listeners.size === 1 && group.size === 1) arm()
      return () => {
        group.delete(listener)
        if (group.size > 0) return
        listeners.delete(workspaceId)
        known.delete(workspaceId)
      }
    },
    close: () => {
      closed = true
      clearTimeout(timer)
      for (const rest of resting.values()) clearTimeout(rest)
    },
  }
}

const readHeads = (database: Database, workspaceIds: readonly string[]) =>
  rows<{ workspaceId: string; epoch: string; seq: number }>(
    database.queries,
    sql`select workspace_id as "workspaceId", epoch, seq from change_heads
      where workspace_id = any(${sql.param(workspaceIds)}::uuid[])`,
  )
