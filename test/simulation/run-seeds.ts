import { faultKinds } from './faults'
import { isPair, pairsMet } from './pairs'
import { runSeed } from './run-seed'
import type { RunOptions, RunResult } from './run-seed'

/** Worlds that live beside each other in one process: each waits for the event loop between its events, all for the same turn. */
const AT_ONCE = 16

/** Runs `count` seeds from `from` on, and tells each result in the order of the seeds. Ends early when `told` answers false. */
export async function runSeeds(
  from: number,
  count: number,
  options: Omit<RunOptions, 'seed'>,
  told: (result: RunResult) => boolean | Promise<boolean>,
): Promise<void> {
  const end = from + count
  for (let seed = from; seed < end; seed += AT_ONCE) {
    const seeds = Array.from({ length: Math.min(AT_ONCE, end - seed) }, (_, index) => seed + index)
    for (const result of await Promise.all(seeds.map((each) => runSeed({ ...options, seed: each }))))
      if (!(await told(result))) return
  }
}

/** How often each fault struck in many runs, and what came of them. */
export interface Coverage {
  add(result: RunResult): void
  /** Faults that never struck. */
  missing(): readonly string[]
  /** Of acts and what happened on their tickets meanwhile. */
  pairs(): ReturnType<typeof pairsMet>
  /** One line each: in how many runs, and how often. */
  describe(): string
}

export function createCoverage(): Coverage {
  const total = new Map<string, { runs: number; times: number }>()
  return {
    add({ counts }) {
      for (const [what, times] of counts) {
        const before = total.get(what) ?? { runs: 0, times: 0 }
        total.set(what, { runs: before.runs + 1, times: before.times + times })
      }
    },
    missing: () => faultKinds.filter((kind) => !total.has(kind)),
    pairs: () => pairsMet((what) => total.has(what)),
    describe() {
      const others = [...total.keys()].filter(
        (what) => !(faultKinds as readonly string[]).includes(what) && !isPair(what),
      )
      const line = (what: string): string => {
        const { runs, times } = total.get(what) ?? { runs: 0, times: 0 }
        return `  ${what.padEnd(36)} ${String(times).padStart(8)} times in ${String(runs).padStart(6)} runs`
      }
      return [...faultKinds, ...others.sort()].map(line).join('\n')
    },
  }
}
