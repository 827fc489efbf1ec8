import type { SyncEngine } from '../../../shared/sync/engine/engine-types'
import { followLive } from './live-stream'

/** What the driver takes from where it runs. The app and the simulator give it different ones. */
export interface DriverWorld {
  /** As the engine's clock, ms. */
  readonly monotonic: () => number
  /** Runs `work` once after `ms`. Answers how to call that off. */
  readonly after: (ms: number, work: () => void) => () => void
  /** As `followLive`. */
  readonly followLive: typeof followLive
}

export interface SyncDriver {
  /** Something may have to be done now. */
  poke(): void
}

interface DriverPorts {
  readonly world: DriverWorld
  /** A step failed: it is tried again after a pause. */
  readonly failed: (error: unknown) => void
  /** Ends it. */
  readonly signal: AbortSignal
}

interface Worker {
  step(): Promise<void>
  wakeAt(): number | null
}

/** Time and the live stream as the data worker has them. */
export const workerWorld: DriverWorld = {
  monotonic: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, Math.min(2 ** 31 - 1, ms))
    return () => clearTimeout(timer)
  },
  followLive,
}

/** A step that throws, as one does whose database does not answer now, is followed by the next after this time, ms. */
const afterFailureMs = 5000

/** Lets the engine work whenever it wants to, for as long as this window owns sync. Files go by a loop of their own. */
export function driveSync(engine: SyncEngine, ports: DriverPorts): SyncDriver {
  const sync = loop(engine, stepped, ports)
  const uploads = loop(engine.uploads, () => sync.poke(), ports)
  let wasOnline = false
  function stepped(): void {
    uploads.poke()
    const isOnline = engine.state().phase === 'online'
    if (isOnline && !wasOnline) live.retry()
    wasOnline = isOnline
  }
  const poke = (): void => {
    sync.poke()
    uploads.poke()
  }
  const live = ports.world.followLive(
    (head) => {
      engine.heard(head)
      poke()
    },
    () => {
      engine.wake()
      poke()
    },
  )
  ports.signal.addEventListener('abort', () => live.stop())
  poke()
  return { poke }
}

/** Steps whenever the time for it has come. `stepped`: others may have something to do now. */
function loop(worker: Worker, stepped: () => void, { world, failed, signal }: DriverPorts): SyncDriver {
  let running = false
  let again = false
  let callOff = (): void => undefined

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
    callOff()
    if (!signal.aborted) callOff = world.after(afterFailureMs, () => void run())
  }

  function schedule(): void {
    callOff()
    if (signal.aborted) return
    const at = again ? -Infinity : worker.wakeAt()
    again = false
    if (at === null) return
    callOff = world.after(Math.max(0, at - world.monotonic()), () => void run())
  }

  signal.addEventListener('abort', () => callOff())
  return {
    poke: () => {
      if (running) again = true
      else schedule()
    },
  }
}
