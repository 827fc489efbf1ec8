import type { SyncEngine } from '../../../shared/sync/engine/engine-types'
import { coalesce } from './coalesce'
import { driveSync } from './sync-driver'
import type { DriverWorld, SyncDriver } from './sync-driver'

const OWN_RETRY_MS = 5000
const SWEEP_AFTER_MS = 30_000

/** Sync in a window, which does it only once the window owns it. */
export interface SyncOwner {
  /** This window owns sync from now on. */
  own(): Promise<void>
  /** Something may have to be done now. */
  poke(): void
  /** Tries the server now, whatever pause it was taking. False where another window syncs: then that one is to be asked. */
  wake(): boolean
  /** Something may have become needless: the window that owns sync lets go of it after a while. */
  sweepLater(): void
}

interface OwnerPorts {
  readonly engine: SyncEngine
  readonly world: DriverWorld
  /** Lets go of files that nothing names. */
  readonly sweep: () => Promise<void>
  /** Done before the server is asked for anything. */
  readonly prepared: () => Promise<void>
  /** It owns sync; or it cannot, because the journal does not answer: nothing is sent before it does, and it is asked again. */
  readonly owned: (isJournalRead: boolean) => void
  /** A step failed: it is tried again after a pause. */
  readonly failed: (error: unknown) => void
  readonly signal: AbortSignal
}

export function createSyncOwner({
  engine,
  world,
  sweep,
  prepared,
  owned,
  failed,
  signal,
}: OwnerPorts): SyncOwner {
  let driver: SyncDriver | null = null

  async function own(): Promise<void> {
    try {
      await engine.own()
    } catch {
      ownLater()
      owned(false)
      return
    }
    await prepared()
    if (!signal.aborted) driver = driveSync(engine, { world, failed, signal })
    owned(true)
  }

  const ownLater = coalesce(() => void own(), OWN_RETRY_MS, signal, world.after)

  return {
    own,
    poke: () => driver?.poke(),
    wake() {
      engine.wake()
      driver?.poke()
      return driver !== null
    },
    sweepLater: coalesce(
      () => {
        // What could not be let go of now is let go of later.
        if (engine.state().owner) void sweep().catch(() => undefined)
      },
      SWEEP_AFTER_MS,
      signal,
      world.after,
    ),
  }
}
