import { sql } from 'drizzle-orm'
import type { Position } from '../../../shared/sync/wire'
import type { Database } from '../../db/database'
import { rows } from '../../db/database'

type Listener = (head: Position) => void

/** Tells listeners how far each workspace's change log is. */
export interface HeadWatch {
  /** Hears of newer heads, not of each. Returns a function that stops it. */
  readonly listen: (workspaceId: string, listener: Listener) => () => void
  /** Says at once what this server committed itself. */
  readonly announce: (workspaceId: string, head: Position) => void
  readonly close: () => void
}

/**
 * Each listener that is told pulls at once. Up to twenty hear everything at once; a crowd is told twenty at a time, each in its
 * turn, with time for their pulls between: so those who push wait behind twenty pulls, not behind a thousand.
 */
export const toldAtOnce = 20
/** What a pull takes, with some room, ms: a thousand listeners have each had their turn after 750 ms. */
const pausePerListenerMs = 0.75
const longestRestMs = 250
const mostRests = 3

interface Crowd {
  readonly listeners: Set<Listener>
  /** Those who have not heard of the head, the longest waiting first. */
  readonly waiting: Set<Listener>
  head: Position | null
  /** Runs while the last who were told pull. */
  pause: NodeJS.Timeout | null
}

/**
 * One look at the head rows for all listeners together, `intervalMs` apart, and none while nobody listens: a thousand
 * clients cost what one does. Not LISTEN/NOTIFY: a NOTIFY in every write takes a lock on the whole instance.
 */
export function watchHeads(
  database: Database,
  intervalMs: number,
  onError: (error: unknown) => void,
): HeadWatch {
  const crowds = new Map<string, Crowd>()
  let timer: NodeJS.Timeout | undefined
  let closed = false

  function announce(workspaceId: string, head: Position): void {
    const crowd = crowds.get(workspaceId)
    if (!crowd || (crowd.head?.epoch === head.epoch && crowd.head.seq >= head.seq)) return
    crowd.head = head
    for (const listener of crowd.listeners) crowd.waiting.add(listener)
    if (!crowd.pause) tellSome(crowd)
  }

  function tellSome(crowd: Crowd): void {
    crowd.pause = null
    const { head, waiting, listeners } = crowd
    if (!head || closed) return
    let told = 0
    for (const listener of waiting) {
      waiting.delete(listener)
      try {
        listener(head)
      } catch (error) {
        // The others hear of it all the same.
        onError(error)
      }
      if (++told === toldAtOnce) break
    }
    if (listeners.size > toldAtOnce && told > 0) rest(crowd, told * pausePerListenerMs)
  }

  /**
   * A timer that comes late shows that this process has too much to do: then the crowd waits as long again, but not for ever.
   */
  function rest(crowd: Crowd, ms: number, again = mostRests): void {
    const due = performance.now() + ms
    crowd.pause = setTimeout(() => {
      const late = performance.now() - due
      if (late > ms && again > 0) rest(crowd, Math.min(late, longestRestMs), again - 1)
      else tellSome(crowd)
    }, ms)
  }

  async function look(): Promise<void> {
    try {
      const heads = await readHeads(database, [...crowds.keys()])
      for (const { workspaceId, epoch, seq } of heads) announce(workspaceId, { epoch, seq })
    } catch (error) {
      onError(error)
    }
    arm()
  }

  function arm(): void {
    clearTimeout(timer)
    if (!closed && crowds.size > 0) timer = setTimeout(() => void look(), intervalMs)
  }

  function leave(workspaceId: string, crowd: Crowd, listener: Listener): void {
    crowd.listeners.delete(listener)
    crowd.waiting.delete(listener)
    if (crowd.listeners.size > 0) return
    if (crowd.pause) clearTimeout(crowd.pause)
    if (crowds.get(workspaceId) === crowd) crowds.delete(workspaceId)
  }

  return {
    announce,
    listen: (workspaceId, listener) => {
      const crowd = crowds.get(workspaceId) ?? newCrowd()
      crowds.set(workspaceId, crowd)
      crowd.listeners.add(listener)
      // The log may have moved on since the caller read where it is.
      if (crowd.head) listener(crowd.head)
      if (crowds.size === 1 && crowd.listeners.size === 1) arm()
      return () => leave(workspaceId, crowd, listener)
    },
    close: () => {
      closed = true
      clearTimeout(timer)
      for (const { pause } of crowds.values()) if (pause) clearTimeout(pause)
    },
  }
}

const newCrowd = (): Crowd => ({ listeners: new Set(), waiting: new Set(), head: null, pause: null })

const readHeads = (database: Database, workspaceIds: readonly string[]) =>
  rows<{ workspaceId: string; epoch: string; seq: number }>(
    database.writing,
    sql`select workspace_id as "workspaceId", epoch, seq from change_heads
      where workspace_id = any(${sql.param(workspaceIds)}::uuid[])`,
  )
