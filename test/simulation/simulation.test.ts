import { expect, test } from 'vitest'
import { plantedBugs } from './planted'
import type { PlantedBug } from './planted'
import { runSeed } from './run-seed'
import { describe as describeRun, shrink } from './shrink'

/** More by hand: `npm run simulate -- --seeds 10000`. */
const SEEDS = 300
const SEEDS_PER_BUG = 60
const patience = 600_000

test(`sync keeps its promises through ${SEEDS} troubled lives`, { timeout: patience }, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const result = await runSeed({ seed })
    if (result.failure !== null) expect.fail(describeRun(await shrink({ seed })))
    expect(result.saved, `seed ${seed} has work to lose`).toBeGreaterThan(0)
  }
})

test('the same seed gives the same trace', async () => {
  const [first, second] = [await runSeed({ seed: 7 }), await runSeed({ seed: 7 })]
  expect(second.hash).toBe(first.hash)
  expect(second.trace).toEqual(first.trace)
  expect((await runSeed({ seed: 8 })).hash).not.toBe(first.hash)
})

test.for(Object.entries(plantedBugs))(
  'a planted bug is found: %s, %s',
  { timeout: patience },
  async ([bug]) => {
    let found: string | null = null
    for (let seed = 1; seed <= SEEDS_PER_BUG && found === null; seed++)
      found = (await runSeed({ seed, bug: bug as PlantedBug })).failure
    expect(found).not.toBeNull()
  },
)

test('a failure is shrunk to what it needs, and still fails', { timeout: patience }, async () => {
  const shrunk = await shrink({ seed: 1, bug: 'row-lost' })
  expect(shrunk.result.failure).not.toBeNull()
  expect(shrunk.options.disabled?.size).toBeGreaterThan(20)
  expect(describeRun(shrunk)).toContain('seed 1:')
})
