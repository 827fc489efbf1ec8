import type { Failure } from './exchange'
import type { SyncPhase } from './engine-types'
import type { Random } from './ports'

const FIRST_MS = 500
const LONGEST_MS = 60_000
/** Nobody is there to be spared, and a network that is back is not always told of. */
const LONGEST_OFFLINE_MS = 10_000
/** Until an update nothing changes, so neither side is asked often. */
const TOO_OLD_MS = 120_000

/** How long to wait after the n-th failure in a row (1 for the first), ms: doubling, half of it by chance. */
export function backoffMs(failures: number, random: Random, longestMs = LONGEST_MS): number {
  const ceiling = Math.min(longestMs, FIRST_MS * 2 ** Math.min(failures - 1, 16))
  return ceiling / 2 + random() * (ceiling / 2)
}

/** How long to wait after the n-th failure in a row, ms. */
export function pauseAfter(failure: Failure, failures: number, random: Random): number {
  if (failure.kind === 'app-too-old' || failure.kind === 'server-too-old')
    return TOO_OLD_MS * (0.5 + random() / 2)
  if (failure.kind === 'offline') return backoffMs(failures, random, LONGEST_OFFLINE_MS)
  const asked = failure.kind === 'busy' ? (failure.retryAfterMs ?? 0) : 0
  return Math.max(asked, backoffMs(failures, random))
}

/** What a failure makes of the engine's state, other than the end of a sign-in. */
export function phaseAfter({ kind }: Failure): SyncPhase {
  if (kind === 'app-too-old' || kind === 'server-too-old') return kind
  return kind === 'refused' ? 'failed' : 'offline'
}
