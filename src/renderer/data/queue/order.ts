import type { QueueSort } from '../protocol'
import type { QueueEntry } from './queue-entry'

const priorityRank = { high: 0, medium: 1, low: 2 } as const
/** Later than any instant: what waits comes after what runs, what has no clock last. */
const waitingBase = 1e15
const idleBase = 1e17

function deadlineKey({ clock, updatedAt }: QueueEntry): number {
  if (!clock) return idleBase - updatedAt
  return clock.due ?? waitingBase + (clock.remainingMs ?? 0)
}

/** What entries are sorted by, lowest first; none depends on the present time. */
const sortKeys = {
  deadline: deadlineKey,
  newest: ({ createdAt }) => -createdAt,
  updated: ({ updatedAt }) => -updatedAt,
  priority: (entry) => (entry.priority ? priorityRank[entry.priority] : 3) * 1e18 + deadlineKey(entry),
} as const satisfies Record<QueueSort, (entry: QueueEntry) => number>

/** Rows in order. Kept as they are when little changes: what changed is taken out and merged back in. */
export interface Order {
  /** `entryOf` gives the entry of a row; undefined for a row that is no longer used. */
  update(changed: ReadonlySet<number>, size: number): void
  rebuild(size: number): void
  rows(): Uint32Array
}

export function createOrder(sort: QueueSort, entryOf: (row: number) => QueueEntry | undefined): Order {
  let keys = new Float64Array(0)
  let order = new Uint32Array(0)
  const keyOf: (entry: QueueEntry) => number = sortKeys[sort]

  const compare = (a: number, b: number): number => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b

  function takeKeys(rows: Iterable<number>): number[] {
    const used: number[] = []
    for (const row of rows) {
      const entry = entryOf(row)
      if (!entry) continue
      keys[row] = keyOf(entry)
      used.push(row)
    }
    return used
  }

  function rebuild(size: number): void {
    keys = new Float64Array(Math.ceil(size * 1.2) + 100)
    order = Uint32Array.from(takeKeys(Array(size).keys())).sort(compare)
  }

  function update(changed: ReadonlySet<number>, size: number): void {
    if (size > keys.length || changed.size > order.length / 4) {
      rebuild(size)
      return
    }
    const kept = order.filter((row) => !changed.has(row))
    const moved = Uint32Array.from(takeKeys(changed)).sort(compare)
    const merged = new Uint32Array(kept.length + moved.length)
    for (let i = 0, left = 0, right = 0; i < merged.length; i++) {
      const a = kept[left]
      const b = moved[right]
      const takeLeft = b === undefined || (a !== undefined && compare(a, b) < 0)
      merged[i] = (takeLeft ? a : b) ?? 0
      if (takeLeft) left++
      else right++
    }
    order = merged
  }

  return { update, rebuild, rows: () => order }
}
