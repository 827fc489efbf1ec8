import { join, resolve } from 'node:path'

export const projectRoot = resolve(import.meta.dirname, '../../..')

/** How much to measure with. Smaller values are for trying the bench out; figures are only worth something at full size. */
export const settings = {
  tickets: Number(process.env.BENCH_TICKETS ?? 50_000),
  runs: Number(process.env.BENCH_RUNS ?? 5),
  /** Key presses for each kind of change. */
  presses: Number(process.env.BENCH_PRESSES ?? 60),
} as const

export const benchFolder = join(projectRoot, '.cache', 'bench')
