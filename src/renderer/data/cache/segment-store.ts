import { nowhere } from '../search/segment'
import type { Segment } from '../search/segment'
import type { CacheDatabase, SegmentRow } from './cache-database'

/** The search index on this device's disk: segments that name their tickets, as rows are counted anew at each start. */
export interface SegmentStore {
  /** Hands over what was kept for the tickets in use, the oldest first. */
  load(rowOf: (id: string) => number | undefined, onSegment: (segment: Segment) => void): Promise<void>
  /** Makes the disk hold these segments and no others. Nothing is lost when it fails: they are built again. */
  keep(segments: readonly Segment[], idOf: (row: number) => string | undefined): Promise<void>
}

export function createSegmentStore({ dexie, state, segments: table }: CacheDatabase): SegmentStore {
  let generation = 0
  let lastSerial = 0
  let kept = new Map<Segment, number>()

  return {
    async load(rowOf, onSegment) {
      generation = (await state.get('state'))?.generation ?? 0
      lastSerial = 0
      kept = new Map()
      const inGeneration = [
        [generation, -1],
        [generation, Infinity],
      ] as const
      const keys = await table
        .where('[generation+serial]')
        .between(...inGeneration)
        .primaryKeys()
      // One at a time: the worker answers questions between them.
      for (const key of keys) {
        const row = await table.get(key)
        if (!row) continue
        const segment = fromRow(row, rowOf)
        kept.set(segment, row.serial)
        lastSerial = row.serial
        onSegment(segment)
      }
    },
    async keep(segments, idOf) {
      const wanted = new Set(segments)
      const gone = [...kept].filter(([segment]) => !wanted.has(segment))
      const fresh = segments.filter((segment) => !kept.has(segment))
      if (gone.length + fresh.length === 0) return
      const rows = fresh.map((segment) => toRow(segment, generation, ++lastSerial, idOf))
      const isCurrent = await dexie.transaction('rw', state, table, async () => {
        if ((await state.get('state'))?.generation !== generation) return false
        await table.bulkPut(rows)
        await table.bulkDelete(gone.map(([, serial]) => [generation, serial]))
        return true
      })
      if (!isCurrent) return
      for (const [segment] of gone) kept.delete(segment)
      for (const [index, { serial }] of rows.entries()) kept.set(fresh[index] as Segment, serial)
    },
  }
}

const fromRow = ({ ids, ...flat }: SegmentRow, rowOf: (id: string) => number | undefined): Segment => ({
  rows: Uint32Array.from(ids, (id) => rowOf(id) ?? nowhere),
  stamps: flat.stamps,
  text: flat.text,
  ends: flat.ends,
  starts: flat.starts,
  places: flat.places,
})

const toRow = (
  { rows, ...flat }: Segment,
  generation: number,
  serial: number,
  idOf: (row: number) => string | undefined,
): SegmentRow => ({
  generation,
  serial,
  ids: Array.from(rows, (row) => idOf(row) ?? ''),
  ...flat,
})
