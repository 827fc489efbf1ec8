import { tagKey } from '../../../shared/tickets/tags'
import { queueViews } from '../protocol'
import type { QueueCounts, QueueQuery, QueueView } from '../protocol'
import type { QueueEntry } from './queue-entry'
import { timeTests, viewTests } from './views'
import type { QueueViewer } from './views'

/**
 * What views and filters look at, a number a row in arrays: 50,000 tickets are tested in less than a millisecond, where
 * reading their entries takes ten. A row's views are the bits of one number; names and ids are numbered as they come.
 */
export interface Columns {
  clear(): void
  /** `undefined` empties the row: it is in no view. */
  set(row: number, entry: QueueEntry | undefined): void
  /** Whose views the rows are in. True when that is another one than before: then every row is to be set again. */
  lookAs(viewer: QueueViewer): boolean
  /** The test of a query but its search, at `now`. */
  testOf(query: QueueQuery, now: number): (row: number) => boolean
  /** How many of the first `size` rows each view has. */
  counts(size: number, now: number): QueueCounts
  /** The tags of each row that has some. */
  tags(): Iterable<readonly string[]>
  /** The earliest instant after `now` at which a row becomes at risk or missed; Infinity when none will. */
  nextBoundary(size: number, now: number): number
}

const filters = ['customerId', 'priority', 'type', 'assigneeId'] as const
type Filter = (typeof filters)[number]

const bitOf = (view: QueueView): number => 1 << queueViews.indexOf(view)

export function createColumns(): Columns {
  let capacity = 0
  let views = new Uint16Array(0)
  let riskAt = new Float64Array(0)
  let missAt = new Float64Array(0)
  let codes = noCodes()
  let viewer: QueueViewer = { agentId: null, teamId: null }
  const names = new Map<string | null, number>()
  /** Few rows have any: those with each tag, and the tags of each row that has some. */
  const tagged = new Map<string, Set<number>>()
  const tagsOf = new Map<number, readonly string[]>()

  function grow(size: number): void {
    capacity = Math.ceil(size * 1.5) + 100
    views = enlarged(views, new Uint16Array(capacity))
    riskAt = enlarged(riskAt, new Float64Array(capacity))
    missAt = enlarged(missAt, new Float64Array(capacity))
    for (const filter of filters) codes[filter] = enlarged(codes[filter], new Uint32Array(capacity))
  }

  function codeOf(name: string | null): number {
    const code = names.get(name) ?? names.size
    names.set(name, code)
    return code
  }

  function setTags(row: number, tags: readonly string[]): void {
    // At a start nearly no row has any: nothing is looked up for those.
    if (tags.length === 0 && !tagsOf.has(row)) return
    for (const tag of tagsOf.get(row) ?? []) tagged.get(tagKey(tag))?.delete(row)
    if (tags.length === 0) tagsOf.delete(row)
    else tagsOf.set(row, tags)
    for (const tag of tags) tagged.set(tagKey(tag), (tagged.get(tagKey(tag)) ?? new Set()).add(row))
  }

  function viewsOf(entry: QueueEntry): number {
    let bits = 0
    for (const view of queueViews) if (viewTests[view](entry, viewer)) bits |= bitOf(view)
    return bits
  }

  return {
    clear() {
      capacity = 0
      views = new Uint16Array(0)
      riskAt = new Float64Array(0)
      missAt = new Float64Array(0)
      codes = noCodes()
      for (const map of [names, tagged, tagsOf]) map.clear()
    },
    set(row, entry) {
      if (row >= capacity) grow(row + 1)
      views[row] = entry ? viewsOf(entry) : 0
      riskAt[row] = entry?.riskAt ?? Infinity
      missAt[row] = entry?.missAt ?? Infinity
      setTags(row, entry?.tags ?? [])
      if (entry) for (const filter of filters) codes[filter][row] = codeOf(entry[filter])
    },
    lookAs(next) {
      if (next.agentId === viewer.agentId && next.teamId === viewer.teamId) return false
      viewer = next
      return true
    },
    testOf(query, now) {
      const bit = bitOf(query.view)
      const inTime = timeTests[query.view]
      const wanted = filters.flatMap((filter) =>
        query[filter] === null ? [] : [{ column: codes[filter], code: codeOf(query[filter]) }],
      )
      const withTag = query.tag === null ? null : (tagged.get(tagKey(query.tag)) ?? new Set())
      return (row) => {
        if (withTag && !withTag.has(row)) return false
        if (((views[row] ?? 0) & bit) === 0) return false
        for (const { column, code } of wanted) if (column[row] !== code) return false
        return inTime === undefined || inTime(riskAt[row] ?? Infinity, missAt[row] ?? Infinity, now)
      }
    },
    counts(size, now) {
      const count = (view: QueueView): number => {
        const bit = bitOf(view)
        const inTime = timeTests[view]
        let found = 0
        for (let row = 0; row < size; row++)
          if (((views[row] ?? 0) & bit) !== 0 && (!inTime || inTime(riskAt[row] ?? 0, missAt[row] ?? 0, now)))
            found++
        return found
      }
      return Object.fromEntries(queueViews.map((view) => [view, count(view)])) as QueueCounts
    },
    tags: () => tagsOf.values(),
    nextBoundary(size, now) {
      let next = Infinity
      for (let row = 0; row < size; row++) {
        const risk = riskAt[row] ?? Infinity
        // A target is missed after its due moment, not at it.
        const missed = (missAt[row] ?? Infinity) + 1
        if (risk > now && risk < next) next = risk
        if (missed > now && missed < next) next = missed
      }
      return next
    },
  }
}

const noCodes = (): Record<Filter, Uint32Array<ArrayBuffer>> => ({
  customerId: new Uint32Array(0),
  priority: new Uint32Array(0),
  type: new Uint32Array(0),
  assigneeId: new Uint32Array(0),
})

function enlarged<A extends Uint16Array | Uint32Array | Float64Array>(from: A, to: A): A {
  to.set(from)
  return to
}
