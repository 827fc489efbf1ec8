import type { Faults } from '../faults'

/** Work that the server does by itself, again and again. Safe with many servers: each piece takes its rows by locks. */
export interface Job {
  readonly name: string
  /** The pause between the end of one run and the next. */
  readonly everyMs: number
  /** `stopping`: the server stops; what takes long ends after the piece in hand, and is resumed by the next server. */
  readonly run: (stopping: AbortSignal) => Promise<void>
}

export interface RunningJobs {
  /** Lets what runs finish; nothing begins any more. */
  readonly stop: () => Promise<void>
}

/** Runs each job now and then every so often. One that fails is logged, counted, and tried again at its next turn. */
export function startJobs(jobs: readonly Job[], faults: Faults): RunningJobs {
  const stopping = new AbortController()
  const { signal } = stopping
  const waits = new Set<() => void>()
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer)
        waits.delete(end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      waits.add(end)
    })
  const loops = jobs.map(async ({ name, everyMs, run }) => {
    while (!signal.aborted) {
      await run(signal).catch((error: unknown) => faults.note(name, error))
      if (!signal.aborted) await pause(everyMs)
    }
  })
  return {
    stop: async () => {
      stopping.abort()
      for (const end of [...waits]) end()
      await Promise.all(loops)
    },
  }
}
