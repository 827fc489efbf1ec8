import { faultKinds } from './faults'
import type { FaultKind } from './faults'
import { runSeed } from './run-seed'
import type { RunOptions, RunResult } from './run-seed'

export interface Shrunk {
  readonly options: RunOptions
  readonly result: RunResult
}

/**
 * Makes a failing run smaller while it still fails: without each kind of fault in turn, with fewer clients, in less
 * time. What is left is what the failure needs.
 */
export async function shrink(failing: RunOptions): Promise<Shrunk> {
  let options: RunOptions = failing
  let result = await runSeed(options)

  async function keepIfFailing(smaller: RunOptions): Promise<void> {
    const tried = await runSeed(smaller)
    if (tried.failure === null) return
    options = smaller
    result = tried
  }

  const withoutAll = (kinds: readonly FaultKind[]): RunOptions => ({
    ...options,
    disabled: new Set([...(options.disabled ?? []), ...kinds]),
  })
  for (const clients of [1, 2, 3, 4])
    if (options.clients === undefined) await keepIfFailing({ ...options, clients })
  for (let size = 8; size >= 1; size = Math.floor(size / 2))
    for (let from = 0; from < faultKinds.length; from += size) {
      const kinds = faultKinds.slice(from, from + size).filter((kind) => !options.disabled?.has(kind))
      if (kinds.length > 0) await keepIfFailing(withoutAll(kinds))
    }
  for (const minutes of [2, 4, 7, 11, 15])
    if (minutes < (options.minutes ?? 20)) {
      const before = options
      await keepIfFailing({ ...options, minutes })
      if (options !== before) break
    }
  return { options, result }
}

/** What a person needs to see of a failing run. */
export function describe({ options, result }: Shrunk): string {
  const left = faultKinds.filter((kind) => !options.disabled?.has(kind))
  return [
    `seed ${options.seed}: ${result.failure ?? 'holds'}`,
    `needs: ${left.join(', ') || 'no fault at all'}; ${result.clients} clients, ${options.minutes ?? 20} minutes`,
    ...result.trace.slice(-80).map((line) => `  ${line}`),
  ].join('\n')
}
