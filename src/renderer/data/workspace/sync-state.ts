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
  readonly engine: Pick<SyncEngine, 'state' | 'serverTime' | 'entries'>
  readonly ticketsCached: () => number
  readonly clockOffset: () => number
  /** This person's replies that did not reach everybody. */
  readonly undelivered: () => number
}

export function createSyncState({ engine, ticketsCached, clockOffset, undelivered }: Parts): WindowSyncState {
  const sending = createSendingCount()
  let owners: SyncState | null = null
  return {
    now() {
      const { cursor: _, owner, ...own } = engine.state()
      const isConnected = own.phase === 'online' || own.phase === 'first-sync'
      const behind = waitingForDecision(engine.entries()).size
      const mine: SyncState = {
        ...own,
        owner,
        behind,
        needsYou: own.needsYou + undelivered(),
        sending: sending(own.waiting - behind, isConnected),
        ticketsCached: ticketsCached(),
        clockOffsetMs: clockOffset(),
        clockIsCertain: engine.serverTime().isCertain(),
      }
      if (owner || !owners) return mine
      const { waiting, needsYou, clockOffsetMs, clockIsCertain } = mine
      return {
        ...owners,
        owner: false,
        waiting,
        behind,
        needsYou,
        ticketsCached: mine.ticketsCached,
        clockOffsetMs,
        clockIsCertain,
      }
    },
    hearOwner(state) {
      owners = state
    },
  }
}
