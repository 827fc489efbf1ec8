import type { SyncEngine } from '../../../shared/sync/engine/engine-types'
import { followLive } from './live-stream'

export interface SyncDriver {
  /** Something may have to be done now. */
  poke(): void
  stop(): void
}

/** Lets the engine work whenever it wants to, for as long as this window owns sync. */
export function driveSync(engine: SyncEngine): SyncDriver {
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
    await engine.step()
    running = false
    schedule()
  }

  function schedule(): void {
    clearTimeout(timer)
    if (stopped) return
    const at = again ? -Infinity : engine.wakeAt()
    again = false
    if (at === null) return
    timer = setTimeout(() => void run(), Math.min(2 ** 31 - 1, Math.max(0, at - performance.now())))
  }

  const stopLive = followLive((live) => {
    engine.heard(live)
    schedule()
  })
  schedule()

  return {
    poke: () => {
      if (running) again = true
      else schedule()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
      stopLive()
    },
  }
}
