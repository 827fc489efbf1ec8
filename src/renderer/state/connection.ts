import type { SyncPhase } from '../../shared/sync/engine/engine-types'
import { useLiveData } from './live-data'

const notExchanging: ReadonlySet<SyncPhase> = new Set([
  'offline',
  'signed-out',
  'app-too-old',
  'server-too-old',
  'failed',
])

/** What only the server has cannot be had now: it does not answer, or not to this person, or not to this app. */
export const useIsAway = (): boolean => useLiveData(({ sync }) => notExchanging.has(sync.phase))
