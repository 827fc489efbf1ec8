import type { Preferences } from '../../../shared/ipc/preferences'
import type { SyncEngine } from '../../../shared/sync/engine/engine-types'
import type { Cache } from '../cache/cache-store'
import { ownerOf } from '../messages'
import { plainQuery } from '../protocol'
import type { QueueQuery } from '../protocol'
import type { QueueEntry } from '../queue/queue-entry'
import type { KeptFiles } from '../workspace/kept-files'
import { workerWorld } from '../workspace/sync-driver'
import type { Identity } from '../workspace/workspace-types'
import { createAhead } from './ahead'
import { createAlong } from './along'
import type { TakingAlong } from './along'
import { createDeviceFiles } from './device-files'
import type { FileCalls } from './file-calls'
import { openFileDatabase } from './file-database'
import { goodLine } from './good-line'
import { createTicketFiles } from './ticket-files'
import { wantedFiles } from './wanted-files'

/** The files of tickets in one person's work: those that are looked at, fetched ahead, and taken along. */
export interface Files {
  readonly calls: FileCalls
  prefer(preferences: Preferences): void
  /** A person did something. */
  active(): void
  /** Sync is in another state. */
  look(): void
  /** Tickets changed. */
  ticketsChanged(): void
  close(): void
}

interface Parts {
  readonly who: Identity
  readonly preferences: Preferences
  readonly own: KeptFiles
  readonly cache: Cache
  readonly engine: Pick<SyncEngine, 'state'>
  readonly hasTicket: (ticketId: string) => Promise<boolean>
  /** The tickets of a query, in its order. */
  readonly tickets: (query: QueueQuery) => readonly QueueEntry[]
  /** Which files are here may be another. */
  readonly changed: () => void
  readonly taking: (taking: TakingAlong) => void
  readonly signal: AbortSignal
}

/** What is fetched ahead drives nothing out that somebody used in this time, ms. */
const usedLatelyMs = 14 * 86_400_000

export function openFiles(parts: Parts): Files {
  const { who, own, cache, engine, hasTicket, tickets, changed, taking, signal } = parts
  let { preferences } = parts
  let isSwept = false
  const device = createDeviceFiles(openFileDatabase, ownerOf(who))
  const files = createTicketFiles({ own, device, preferences, hasTicket, changed })

  const missingOf = (query: QueueQuery, ends: AbortSignal) =>
    wantedFiles({ cache, device }, tickets(query), ends)

  const along = createAlong({
    world: workerWorld,
    wanted: (query) => missingOf(query, signal),
    bring: (file, ends) => files.bring(file, Infinity, ends),
    tell: (now) => {
      taking(now)
      ahead.look()
    },
    signal,
  })

  const ahead = createAhead({
    world: workerWorld,
    pace: () => preferences.filesAhead,
    mayFetch() {
      const { owner, phase, cursor, isBehind, waiting } = engine.state()
      const isIdle = owner && phase === 'online' && cursor !== null && !isBehind && waiting === 0
      return isIdle && preferences.fileBudgetMB > 0 && !along.isRunning() && goodLine()
    },
    async wanted() {
      await sweep()
      return (await missingOf(plainQuery, signal)).missing
    },
    bring: (file, ends) => files.bring(file, Date.now() - usedLatelyMs, ends),
    signal,
  })

  /** Lets go of files whose tickets this person's device no longer has, once in a run of the app. */
  async function sweep(): Promise<void> {
    if (isSwept) return
    const withFiles = await device.tickets()
    const known = await cache.tickets(withFiles)
    if (withFiles.some((id) => !known.has(id))) {
      await device.letGo((ticketId) => known.has(ticketId))
      changed()
    }
    isSwept = true
  }

  return {
    calls: {
      ...files.calls,
      takeAlong: ({ query }) => along.take(query),
      stopTakingAlong: () => Promise.resolve(along.stop()),
    },
    prefer(chosen) {
      const isMore = chosen.fileBudgetMB > preferences.fileBudgetMB
      preferences = chosen
      files.prefer(chosen)
      if (isMore) ahead.moreRoom()
      else ahead.changed()
    },
    active: ahead.active,
    look: ahead.look,
    ticketsChanged: ahead.changed,
    close: device.close,
  }
}
