/** Seeded randomness (sfc32): the same seed gives the same numbers on every machine. */
export interface Dice {
  /** In [0, 1). */
  next(): number
  chance(probability: number): boolean
  /** Whole, from 0 to `below` - 1. */
  whole(below: number): number
  between(from: number, to: number): number
  pick<T>(list: readonly T[]): T
  uuid(): string
}

export function createDice(seed: string): Dice {
  let [a, b, c, d] = hash(seed)
  function next(): number {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 12; i++) next()
  const whole = (below: number): number => Math.floor(next() * below)
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => whole(16).toString(16)).join('')
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    between: (from, to) => from + next() * (to - from),
    pick: <T>(list: readonly T[]): T => {
      const found = list[whole(list.length)]
      if (found === undefined) throw new Error('Nothing to pick from')
      return found
    },
    uuid: () => `${hex(8)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`,
  }
}

function hash(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef]
  for (let i = 0; i < text.length; i++)
    for (const [index, word] of words.entries())
      words[index] = Math.imul(word ^ text.charCodeAt(i), 0x01000193 + index * 2) ^ (word >>> 13)
  return words
}
