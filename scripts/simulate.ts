import { parseArgs } from 'node:util'
import { plantedBugs } from '../test/simulation/planted'
import type { PlantedBug } from '../test/simulation/planted'
import { runSeed } from '../test/simulation/run-seed'
import { createCoverage, runSeeds } from '../test/simulation/run-seeds'
import { describe, shrink } from '../test/simulation/shrink'

/**
 * `npm run simulate -- --seeds 10000 --from 1`: lives of a workspace under all faults, and whether sync kept its promises.
 * Says how often each fault struck. `--seed N` runs one and prints its trace; `--bug name` plants a bug first.
 * `--dexie` keeps outboxes in the app's own database instead of tables like it: the same, and slower.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '300' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      bug: { type: 'string' },
      dexie: { type: 'boolean', default: false },
    },
  })
  const bug = toBug(values.bug)
  const isOnDexie = values.dexie
  if (values.seed !== undefined) {
    const result = await runSeed({ seed: Number(values.seed), bug, isOnDexie })
    console.log(result.trace.join('\n'))
    console.log(`seed ${result.seed}: ${result.failure ?? 'every promise held'} (trace ${result.hash})`)
    return result.failure === null ? 0 : 1
  }
  const from = Number(values.from)
  const count = Number(values.seeds)
  const started = performance.now()
  const coverage = createCoverage()
  let done = 0
  let failures = 0
  let saved = 0
  await runSeeds(from, count, { bug, isOnDexie }, async (result) => {
    coverage.add(result)
    saved += result.saved
    if (result.failure !== null) {
      failures++
      console.log(describe(await shrink({ seed: result.seed, bug, isOnDexie })))
    }
    if (++done % 500 === 0) console.log(`${done} seeds, ${failures} failed`)
    return failures < 5
  })
  console.log(coverage.describe())
  const { met, all, never } = coverage.pairs()
  console.log(`${met} of ${all} pairs of an act and what happened meanwhile were met`)
  if (never.length > 0) console.log(`never met: ${never.join(', ')}`)
  for (const kind of coverage.missing()) console.log(`${kind} never struck`)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`seeds ${from} to ${from + done - 1}: ${saved} changes saved, ${failures} failed, ${seconds} s`)
  return failures === 0 ? 0 : 1
}

function toBug(name: string | undefined): PlantedBug | null {
  if (name === undefined) return null
  if (!Object.hasOwn(plantedBugs, name))
    throw new Error(`No such bug: ${name}. Known: ${Object.keys(plantedBugs).join(', ')}`)
  return name as PlantedBug
}

void main().then((code) => (process.exitCode = code))
