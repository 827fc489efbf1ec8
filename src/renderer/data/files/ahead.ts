import { megabyte } from '../../../shared/bytes'
import type { Preferences } from '../../../shared/ipc/preferences'
import type { DriverWorld } from '../workspace/sync-driver'
import type { TicketFile } from './device-files'
import type { Brought } from './ticket-files'

/** Fetches files before somebody wants to look at them, one at a time, while nothing else is to be done. */
export interface Ahead {
  /** A person did something: nothing is fetched before it has been quiet again. */
  active(): void
  /** Sync is in another state, or the person chose otherwise: it may be time now, or no longer. */
  look(): void
  /** Tickets or files changed: what is wanted may be another. */
  changed(): void
  /** The budget is larger: what had no room may have some now. */
  moreRoom(): void
}

export interface AheadPorts {
  readonly world: Pick<DriverWorld, 'monotonic' | 'after'>
  readonly pace: () => Preferences['filesAhead']
  /** The line is there and good, nothing waits to be sent, and this window is the one that syncs. */
  readonly mayFetch: () => boolean
  /** The files that are wanted and not here, first things first. */
  readonly wanted: () => Promise<readonly TicketFile[]>
  readonly bring: (file: TicketFile, signal: AbortSignal) => Promise<Brought>
  readonly signal: AbortSignal
}

/** What is wanted is worked out from timelines, which takes a moment: not more often than this. */
const leastBetweenPlansMs = 60_000
/** After a file that did not come. */
const restAfterFailureMs = 60_000
/** So often may one file fail before it is left alone for this run of the app. */
const mostTries = 3
/** A line that is slower than this is left to what people wait for, bytes a millisecond. */
const slowLine = 32
/** A file that is smaller says nothing of the line's speed. */
const smallestMeasured = 64 * 1024
const restOnSlowLineMs = 15 * 60_000

export function createAhead({ world, pace, mayFetch, wanted, bring, signal }: AheadPorts): Ahead {
  let activeAt = world.monotonic()
  let restUntil = -Infinity
  let plannedAt = -Infinity
  let isStale = true
  let planned: readonly TicketFile[] = []
  let isRunning = false
  let fetching = new AbortController()
  let callOff = (): void => undefined
  const tries = new Map<string, number>()
  const leftAlone = new Set<string>()
  /** Left alone until there is more room. */
  let noRoom = new Set<string>()

  const dueAt = (): number => {
    const planAt = planned.length === 0 ? plannedAt + leastBetweenPlansMs : -Infinity
    return Math.max(activeAt + pace().quietSeconds * 1000, restUntil, planAt)
  }

  /** Arms the next look, when there may be something to fetch. */
  function arm(): void {
    callOff()
    // What waits to be sent has the line to itself.
    if (isRunning && !mayFetch()) fetching.abort()
    if (signal.aborted || isRunning || !pace().on || !mayFetch()) return
    if (planned.length === 0 && !isStale) return
    callOff = world.after(Math.max(0, dueAt() - world.monotonic()), () => void run())
  }

  async function run(): Promise<void> {
    if (signal.aborted || isRunning || !pace().on || !mayFetch()) return
    if (world.monotonic() < dueAt()) return arm()
    isRunning = true
    try {
      if (planned.length === 0) await plan()
      const [file, ...others] = planned
      if (file) {
        planned = others
        await fetchOne(file)
      }
    } catch {
      // The disk does not answer.
      restUntil = world.monotonic() + restAfterFailureMs
    } finally {
      isRunning = false
    }
    arm()
  }

  async function plan(): Promise<void> {
    isStale = false
    plannedAt = world.monotonic()
    const largest = pace().largestMB * megabyte
    planned = (await wanted()).filter(
      ({ attachment: { id, size } }) => size <= largest && !leftAlone.has(id) && !noRoom.has(id),
    )
  }

  async function fetchOne(file: TicketFile): Promise<void> {
    const { id, size } = file.attachment
    const began = world.monotonic()
    fetching = new AbortController()
    // Where more room comes meanwhile, an answer about the former counts no more.
    const noRoomThen = noRoom
    const brought = await bring(file, AbortSignal.any([signal, fetching.signal]))
    const took = world.monotonic() - began
    if (fetching.signal.aborted && brought !== 'kept') {
      planned = [file, ...planned]
      return
    }
    if (brought === 'failed') {
      const failures = (tries.get(id) ?? 0) + 1
      tries.set(id, failures)
      if (failures >= mostTries) leftAlone.add(id)
      else isStale = true
      restUntil = world.monotonic() + restAfterFailureMs
    } else if (brought === 'no-room') noRoomThen.add(id)
    else if (brought === 'refused') leftAlone.add(id)
    else {
      const isSlow = size >= smallestMeasured && size / Math.max(1, took) < slowLine
      restUntil = world.monotonic() + (isSlow ? restOnSlowLineMs : pace().pauseSeconds * 1000)
    }
  }

  function changed(): void {
    isStale = true
    arm()
  }

  signal.addEventListener('abort', () => callOff())
  return {
    active() {
      activeAt = world.monotonic()
      arm()
    },
    look: arm,
    changed,
    moreRoom() {
      noRoom = new Set()
      changed()
    },
  }
}
