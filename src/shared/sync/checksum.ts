/**
 * The damage check of one bucket: the number of its tickets and the sum of a 64-bit hash of each (id, version).
 * A sum does not depend on order, so both sides can add and take away one ticket at a time.
 */
export interface BucketSum {
  readonly count: number
  readonly high: number
  readonly low: number
}

export const emptySum: BucketSum = { count: 0, high: 0, low: 0 }

/** Two independent 32-bit hashes of `id:version` (the mixing of cyrb53). */
function hash(id: string, version: number): readonly [high: number, low: number] {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  const text = `${id}:${version}`
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return [high >>> 0, low >>> 0]
}

/** The sum with one more ticket in it. */
export function addToSum(sum: BucketSum, id: string, version: number): BucketSum {
  const [high, low] = hash(id, version)
  return { count: sum.count + 1, high: (sum.high + high) >>> 0, low: (sum.low + low) >>> 0 }
}

/** The sum without one ticket that was in it. */
export function takeFromSum(sum: BucketSum, id: string, version: number): BucketSum {
  const [high, low] = hash(id, version)
  return { count: sum.count - 1, high: (sum.high - high) >>> 0, low: (sum.low - low) >>> 0 }
}

/** How a sum travels: 16 hexadecimal digits (`checksum` of the wire; `count` travels beside it). */
export function sumToText(sum: BucketSum): string {
  return sum.high.toString(16).padStart(8, '0') + sum.low.toString(16).padStart(8, '0')
}
