import type { QueueQuery } from '../protocol'
import type { DriverWorld } from '../workspace/sync-driver'
import type { TicketFile } from './device-files'
import type { Brought } from './ticket-files'
import type { WantedFiles } from './wanted-files'

/** How far the files of a view have been brought onto this device. */
export interface TakingAlong {
  /** `waiting`: the line is gone, and it goes on by itself. */
  readonly state: 'running' | 'waiting' | 'done' | 'stopped'
  /** Of those that were missing: how many are here now, and their bytes. */
  readonly files: number
  readonly bytes: number
  /** How many were missing at the beginning. */
  readonly of: number
  readonly ofBytes: number
  /** How many of the view were here before. */
  readonly here: number
  /** Left out because opening them could run something. */
  readonly dangerous: number
  /** Not here in the end: the budget has no room for them, */
  readonly noRoom: number
  /** or the server does not give them. */
  readonly refused: number
}

/** Brings all files of a view onto this device, on a person's word. */
export interface Along {
  /** Begins, instead of what was under way. Resolves when it is known what there is to do. */
  take(query: QueueQuery): Promise<TakingAlong>
  stop(): void
  isRunning(): boolean
}

interface Ports {
  readonly world: Pick<DriverWorld, 'after'>
  readonly wanted: (query: QueueQuery) => Promise<WantedFiles>
  readonly bring: (file: TicketFile, signal: AbortSignal) => Promise<Brought>
  /** Told whenever it is further. */
  readonly tell: (taking: TakingAlong) => void
  readonly signal: AbortSignal
}

const restAfterFailureMs = 15_000

const bytesOf = (files: readonly TicketFile[]): number =>
  files.reduce((sum, { attachment }) => sum + attachment.size, 0)

export function createAlong({ world, wanted, bring, tell, signal }: Ports): Along {
  let current: { readonly stop: AbortController; taking: TakingAlong } | null = null

  const isUnderWay = (): boolean => current?.taking.state === 'running' || current?.taking.state === 'waiting'

  function stop(): void {
    if (!current || !isUnderWay()) return
    current.stop.abort()
    current.taking = { ...current.taking, state: 'stopped' }
    tell(current.taking)
  }

  async function take(query: QueueQuery): Promise<TakingAlong> {
    stop()
    const run = { stop: new AbortController(), taking: nothingYet }
    current = run
    const { missing, here, dangerous } = await wanted(query).catch((error: unknown) => {
      run.taking = { ...nothingYet, state: 'stopped' }
      throw error
    })
    const state = run.stop.signal.aborted ? 'stopped' : 'running'
    run.taking = { ...nothingYet, state, of: missing.length, ofBytes: bytesOf(missing), here, dangerous }
    if (state === 'stopped') return run.taking
    tell(run.taking)
    void bringAll(missing, run)
    return run.taking
  }

  async function bringAll(missing: readonly TicketFile[], run: NonNullable<typeof current>): Promise<void> {
    const ends = AbortSignal.any([signal, run.stop.signal])
    const note = (change: Partial<TakingAlong>): void => {
      if (ends.aborted) return
      run.taking = { ...run.taking, ...change }
      tell(run.taking)
    }
    for (const file of missing) {
      let brought = await attempt(file, ends)
      while (brought === 'failed' && !ends.aborted) {
        note({ state: 'waiting' })
        await pause(ends)
        if (!ends.aborted) brought = await attempt(file, ends)
      }
      if (ends.aborted) return
      const { files, bytes, noRoom, refused } = run.taking
      if (brought === 'kept')
        note({ state: 'running', files: files + 1, bytes: bytes + file.attachment.size })
      else if (brought === 'no-room') note({ state: 'running', noRoom: noRoom + 1 })
      else note({ state: 'running', refused: refused + 1 })
    }
    note({ state: 'done' })
  }

  /** A disk that does not answer now may do so in a moment, as a line may. */
  const attempt = (file: TicketFile, ends: AbortSignal): Promise<Brought> =>
    bring(file, ends).catch(() => 'failed' as const)

  const pause = (ends: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const callOff = world.after(restAfterFailureMs, resolve)
      ends.addEventListener('abort', () => {
        callOff()
        resolve()
      })
    })

  return { take, stop, isRunning: isUnderWay }
}

const nothingYet: TakingAlong = {
  state: 'running',
  files: 0,
  bytes: 0,
  of: 0,
  ofBytes: 0,
  here: 0,
  dangerous: 0,
  noRoom: 0,
  refused: 0,
}
