import type { Cache } from '../cache/cache-store'
import { coalesce } from './coalesce'
import type { KeptFiles } from './kept-files'

const COMPACT_AFTER_MS = 20_000
const SWEEP_AFTER_MS = 30_000

interface Parts {
  readonly cache: Pick<Cache, 'compact'>
  readonly files: Pick<KeptFiles, 'sweep'>
  /** One window does it for all. */
  readonly isOwner: () => boolean
  /** Pages were written: other windows read them again. */
  readonly compacted: () => void
  /** Runs work that nobody waits for. */
  readonly follow: (work: Promise<unknown>) => void
  readonly signal: AbortSignal
}

/** What is tidied up on this device when nothing hurries: changed tickets go into their pages, and files that nothing names go. */
export function createHousekeeping({ cache, files, isOwner, compacted, follow, signal }: Parts) {
  return {
    compactLater: coalesce(
      () => {
        if (isOwner()) follow(cache.compact().then((moved) => moved > 0 && compacted()))
      },
      COMPACT_AFTER_MS,
      signal,
    ),
    sweepLater: coalesce(
      () => {
        // What could not be let go of now is let go of later.
        if (isOwner()) void files.sweep(Date.now()).catch(() => undefined)
      },
      SWEEP_AFTER_MS,
      signal,
    ),
  }
}
