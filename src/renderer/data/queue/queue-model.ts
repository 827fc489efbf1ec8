import { queueSorts } from '../protocol'
import type { QueueCounts, QueueQuery, QueueSort } from '../protocol'
import { createColumns } from './columns'
import { createOrder } from './order'
import type { Order } from './order'
import type { QueueEntry } from './queue-entry'
import type { QueueViewer } from './views'

/** Which rows a search found. */
export type RowTest = (row: number) => boolean

/** The queue in memory: an entry a ticket, orders kept as tickets change. All answers are for the `now` they are given. */
export interface QueueModel {
  /** Forgets all entries; rows are counted from 0 again. */
  clear(): void
  put(entries: Iterable<QueueEntry>): void
  remove(id: string): void
  size(): number
  /** Rows in use or once in use: each entry's row is below it. */
  rows(): number
  get(id: string): QueueEntry | undefined
  entry(row: number): QueueEntry | undefined
  rowOf(id: string): number | undefined
  byNumber(number: number): QueueEntry | undefined
  /** Rows of the query in order. The array is kept and must not be changed. */
  query(query: QueueQuery, viewer: QueueViewer, now: number, found: RowTest | null): Uint32Array
  /** Sorts by one order that nobody asked for yet: some 50 ms for 50,000 rows. False when all are there. */
  prepare(): boolean
  counts(viewer: QueueViewer, now: number): QueueCounts
  /** The next instant at which a ticket becomes at risk or missed by time alone; null when none will. */
  nextBoundary(now: number): number | null
  entries(): Iterable<QueueEntry>
  /** The tags of each ticket that has some. */
  tags(): Iterable<readonly string[]>
  /** Those with a reply of this person that failed or is in doubt. */
  undeliveredOf(agentId: string): readonly QueueEntry[]
}

export function createQueueModel(): QueueModel {
  let entries: (QueueEntry | undefined)[] = []
  const rows = new Map<string, number>()
  const numbers = new Map<number, number>()
  const orders = new Map<QueueSort, Order>()
  const dirty = new Map<QueueSort, Set<number>>()
  const columns = createColumns()
  /** Few among many: looked for with each change of what is shown. */
  const undelivered = new Map<string, QueueEntry>()

  function touch(row: number): void {
    columns.set(row, entries[row])
    for (const changed of dirty.values()) changed.add(row)
  }

  function lookAs(viewer: QueueViewer): void {
    if (columns.lookAs(viewer)) for (const [row, entry] of entries.entries()) columns.set(row, entry)
  }

  function ordered(sort: QueueSort): Uint32Array {
    const known = orders.get(sort)
    const order = known ?? createOrder(sort, (row) => entries[row])
    const changed = dirty.get(sort)
    if (!known) order.rebuild(entries.length)
    else if (changed && changed.size > 0) order.update(changed, entries.length)
    orders.set(sort, order)
    dirty.set(sort, new Set())
    return order.rows()
  }

  function put(changed: Iterable<QueueEntry>): void {
    for (const entry of changed) {
      const row = rows.get(entry.id) ?? entries.length
      rows.set(entry.id, row)
      entries[row] = entry
      if (entry.undelivered.length > 0) undelivered.set(entry.id, entry)
      else undelivered.delete(entry.id)
      if (entry.number !== null) numbers.set(entry.number, row)
      touch(row)
    }
  }

  function* all(): Iterable<QueueEntry> {
    for (const entry of entries) if (entry) yield entry
  }

  return {
    clear() {
      entries = []
      for (const map of [rows, numbers, orders, dirty, columns, undelivered]) map.clear()
    },
    put,
    remove(id) {
      const row = rows.get(id)
      if (row === undefined) return
      // The row stays empty: the search index and the orders count rows.
      entries[row] = undefined
      rows.delete(id)
      undelivered.delete(id)
      touch(row)
    },
    size: () => rows.size,
    rows: () => entries.length,
    get: (id) => entries[rows.get(id) ?? -1],
    entry: (row) => entries[row],
    rowOf: (id) => rows.get(id),
    byNumber: (number) => entries[numbers.get(number) ?? -1],
    query(query, viewer, now, found) {
      lookAs(viewer)
      const order = ordered(query.sort)
      const test = columns.testOf(query, now)
      const result = new Uint32Array(order.length)
      let count = 0
      for (const row of order) if (test(row) && (found === null || found(row))) result[count++] = row
      return result.subarray(0, count)
    },
    prepare() {
      const next = queueSorts.find((sort) => !orders.has(sort))
      if (next) ordered(next)
      return next !== undefined
    },
    counts(viewer, now) {
      lookAs(viewer)
      return columns.counts(entries.length, now)
    },
    nextBoundary(now) {
      const next = columns.nextBoundary(entries.length, now)
      return next === Infinity ? null : next
    },
    entries: all,
    tags: columns.tags,
    undeliveredOf: (agentId) =>
      [...undelivered.values()].filter((entry) =>
        entry.undelivered.some(({ authorId }) => authorId === agentId),
      ),
  }
}
