import type { SyncEngine } from '../../../shared/sync/engine/engine-types'
import { waitingForDecision } from '../../../shared/sync/engine/lanes'
import type { SyncState } from '../protocol'
import { createSendingCount } from './sending-count'

/** What this window says of sync: what the window that owns it last said, with what each counts by itself. */
export interface WindowSyncState {
  now(): SyncState
  hearOwner(state: SyncState): void
}

interface Parts {
  readonly engine: Pick<SyncEngine, 'state' | 'entries'>
  readonly ticketsCached: () => number
  readonly clockOffset: () => number
}

export function createSyncState({ engine, ticketsCached, clockOffset }: Parts): WindowSyncState {
  const sending = createSendingCount()
  let owners: SyncState | null = null
  return {
    now() {
      const { cursor: _, owner, ...own } = engine.state()
      const isConnected = own.phase === 'online' || own.phase === 'first-sync'
      const canGo = own.waiting - waitingForDecision(engine.entries()).size
      const mine: SyncState = {
        ...own,
        owner,
        sending: sending(canGo, isConnected),
        ticketsCached: ticketsCached(),
        clockOffsetMs: clockOffset(),
      }
      if (owner || !owners) return mine
      const { waiting, needsYou } = mine
      return {
        ...owners,
        owner: false,
        waiting,
        needsYou,
        ticketsCached: mine.ticketsCached,
        clockOffsetMs: mine.clockOffsetMs,
      }
    },
    hearOwner(state) {
      owners = state
    },
  }
}
