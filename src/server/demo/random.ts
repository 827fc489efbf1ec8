/** A seeded source of chance: the same seed gives the same sequence, on every machine. */
export interface Chance {
  /** In [0, 1). */
  next(): number
  /** A whole number, both ends included. */
  between(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  /** True with the given chance (0 to 1). */
  happens(chance: number): boolean
  /** A version 4 UUID. */
  uuid(): string
}

/**
 * Mulberry32: small, quick and even enough to make up tickets; not for secrets. Its sequences of different seeds overlap
 * once there are tens of thousands of them: with streams of their own they still never give the same UUID.
 */
export function createChance(seed: number, stream = 0): Chance {
  let state = seed >>> 0

  function word(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  const next = (): number => word() / 4_294_967_296
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  const hex = (mask = 0): string => ((word() ^ mask) >>> 0).toString(16).padStart(8, '0')

  function pick<T>(list: readonly T[]): T {
    const chosen = list[Math.floor(next() * list.length)]
    if (chosen === undefined) throw new Error('Nothing to pick from: the list is empty.')
    return chosen
  }

  function uuid(): string {
    const [a, b, c, d] = [hex(Math.imul(stream, 0x9e3779b1)), hex(), hex(), hex()]
    const variant = ((Number.parseInt(c.slice(0, 1), 16) & 3) | 8).toString(16)
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`
  }

  return { next, between, pick, happens: (chance) => next() < chance, uuid }
}
