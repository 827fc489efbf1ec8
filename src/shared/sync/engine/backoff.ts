import type { Random } from './ports'

const FIRST_MS = 500
const LONGEST_MS = 60_000

/** How long to wait after the n-th failure in a row (1 for the first), ms: doubling, half of it by chance. */
export function backoffMs(failures: number, random: Random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16))
  return ceiling / 2 + random() * (ceiling / 2)
}
