import type { SyncEngine } from '../../../shared/sync/engine/engine-types'
import { followLive } from './live-stream'

export interface SyncDriver {
  /** Something may have to be done now. */
  poke(): void
  stop(): void
}

interface Worker {
  step(): Promise<void>
  wakeAt(): number | null
}

/** Lets the engine work whenever it wants to, for as long as this window owns sync. Files go by a loop of their own. */
export function driveSync(engine: SyncEngine): SyncDriver {
  const sync = loop(engine, () => uploads.poke())
  const uploads = loop(engine.uploads, () => sync.poke())
  const poke = (): void => {
    sync.poke()
    uploads.poke()
  }
  const stopLive = followLive(
    (live) => {
      engine.heard(live)
      poke()
    },
    () => {
      engine.wake()
      poke()
    },
  )
  poke()
  return {
    poke,
    stop() {
      sync.stop()
      uploads.stop()
      stopLive()
    },
  }
}

/** Steps whenever the time for it has come. `stepped`: others may have something to do now. */
function loop(worker: Worker, stepped: () => void): SyncDriver {
  let stopped = false
  let running = false
  let again = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function run(): Promise<void> {
    if (running || stopped) {
      again = running
      return
    }
    running = true
    await worker.step()
    running = false
    schedule()
    if (!stopped) stepped()
  }

  function schedule(): void {
    clearTimeout(timer)
    if (stopped) return
    const at = again ? -Infinity : worker.wakeAt()
    again = false
    if (at === null) return
    timer = setTimeout(() => void run(), Math.min(2 ** 31 - 1, Math.max(0, at - performance.now())))
  }

  return {
    poke: () => {
      if (running) again = true
      else schedule()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
