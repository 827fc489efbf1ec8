import { buildSegment, liveOf, markPrefix, mergeSegments, nowhere, segmentSize } from './segment'
import type { Document, Segment } from './segment'
import { wordsOf } from './words'

/**
 * Full text over the queue's rows. A query is words; a ticket is found when each of them begins one of its own, wherever
 * in its texts. A ticket that changed is added again with its new words; its old ones count no longer.
 *
 * Instead of MiniSearch, which ranks and so scores every hit: over 5,000 texts of 200 words on a busy two-core machine it
 * took 20.4 s to build against 3.9 s here, 39 MB against 11 MB, and 330 ms for a first letter against 0.1 ms.
 */
export interface SearchIndex {
  clear(): void
  add(document: Document): void
  /** Takes over a segment that was built before. Its documents replace those of the same rows. */
  take(segment: Segment): void
  /** The stamps that the first `rows` rows were added with; 0 where there is no document. */
  stamps(rows: number): Float64Array
  /** Which rows match; null for a query without words, which matches all. */
  find(query: string, rows: number): ((row: number) => boolean) | null
  /** What is worth keeping: all documents but the last few. */
  segments(): readonly Segment[]
}

/** Documents that become a segment together. Until then they are built afresh with each query that follows a change. */
const batch = 64

export function createSearchIndex(): SearchIndex {
  let segments: Segment[] = []
  /** Where the document of each row is, unless it is a fresh one. */
  const homes = new Map<number, Segment>()
  /** Added since the last segment was built, by row. */
  const fresh = new Map<number, Document>()
  let freshSegment: Segment | null = null

  function all(): readonly Segment[] {
    if (fresh.size > 0) freshSegment ??= buildSegment([...fresh.values()])
    return freshSegment ? [...segments, freshSegment] : segments
  }

  function drop(row: number): void {
    const home = homes.get(row)
    if (!home) return
    home.rows[home.rows.indexOf(row)] = nowhere
    homes.delete(row)
  }

  function atHome(segment: Segment): void {
    for (const row of segment.rows) if (row !== nowhere) homes.set(row, segment)
  }

  function settle(segment: Segment): void {
    segments = [...segments, segment]
    atHome(segment)
  }

  /** Neighbours of a size become one: there are never many, nor many documents that no longer count. */
  function tidy(): void {
    for (let at = 1; at < segments.length; at++) {
      const [before, after] = segments.slice(at - 1, at + 1) as [Segment, Segment]
      const sizes = [liveOf(before), liveOf(after)]
      const [less, more] = sizes.sort((a, b) => a - b) as [number, number]
      if (less + more > segmentSize || more > 2 * less) continue
      const merged = mergeSegments([before, after])
      segments = segments.toSpliced(at - 1, 2, merged)
      atHome(merged)
      at = 0
    }
  }

  return {
    clear() {
      segments = []
      homes.clear()
      fresh.clear()
      freshSegment = null
    },
    add(document) {
      drop(document.row)
      fresh.set(document.row, document)
      freshSegment = null
      if (fresh.size < batch) return
      settle(buildSegment([...fresh.values()]))
      fresh.clear()
      tidy()
    },
    take(segment) {
      for (const row of segment.rows) if (row !== nowhere) drop(row)
      settle(segment)
    },
    stamps(rows) {
      const stamps = new Float64Array(rows)
      for (const segment of segments)
        for (const [place, row] of segment.rows.entries())
          if (row !== nowhere) stamps[row] = segment.stamps[place] ?? 0
      for (const { row, stamp } of fresh.values()) stamps[row] = stamp
      return stamps
    },
    find(query, rows) {
      const words = [...new Set(wordsOf(query))].slice(0, 20)
      if (words.length === 0) return null
      const hits = new Uint8Array(rows)
      const known = all()
      // A row counts up by one with each word that it has too.
      for (const [index, word] of words.entries())
        for (const segment of known) markPrefix(segment, word, hits, index + 1)
      return (row) => hits[row] === words.length
    },
    segments: () => segments,
  }
}
