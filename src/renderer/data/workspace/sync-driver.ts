import type { SyncEngine } from '../../../shared/sync/engine/engine-types'
import { followLive } from './live-stream'

export interface SyncDriver {
  /** Something may have to be done now. */
  poke(): void
}

interface DriverPorts {
  /** A step failed: it is tried again after a pause. */
  readonly failed: (error: unknown) => void
  /** Ends it. */
  readonly signal: AbortSignal
}

interface Worker {
  step(): Promise<void>
  wakeAt(): number | null
}

/** A step that throws, as one does whose database does not answer now, is followed by the next after this time, ms. */
const afterFailureMs = 5000

/** Lets the engine work whenever it wants to, for as long as this window owns sync. Files go by a loop of their own. */
export function driveSync(engine: SyncEngine, ports: DriverPorts): SyncDriver {
  const sync = loop(engine, () => uploads.poke(), ports)
  const uploads = loop(engine.uploads, () => sync.poke(), ports)
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
  ports.signal.addEventListener('abort', stopLive)
  poke()
  return { poke }
}

/** Steps whenever the time for it has come. `stepped`: others may have something to do now. */
function loop(worker: Worker, stepped: () => void, { failed, signal }: DriverPorts): SyncDriver {
  let running = false
  let again = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function run(): Promise<void> {
    if (running || signal.aborted) {
      again = running
      return
    }
    running = true
    let hasFailed = false
    try {
      await worker.step()
    } catch (error) {
      hasFailed = true
      failed(error)
    }
    running = false
    if (hasFailed) restAfterFailure()
    else {
      schedule()
      if (!signal.aborted) stepped()
    }
  }

  function restAfterFailure(): void {
    again = false
    clearTimeout(timer)
    if (!signal.aborted) timer = setTimeout(() => void run(), afterFailureMs)
  }

  function schedule(): void {
    clearTimeout(timer)
    if (signal.aborted) return
    const at = again ? -Infinity : worker.wakeAt()
    again = false
    if (at === null) return
    timer = setTimeout(() => void run(), Math.min(2 ** 31 - 1, Math.max(0, at - performance.now())))
  }

  signal.addEventListener('abort', () => clearTimeout(timer))
  return {
    poke: () => {
      if (running) again = true
      else schedule()
    },
  }
}
