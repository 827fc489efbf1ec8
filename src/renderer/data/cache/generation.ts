import type { GenerationWriter } from '../../../shared/sync/engine/ports'
import { protocol } from '../../../shared/sync/protocol-version'
import type { SnapshotBucket } from '../../../shared/sync/wire'
import type { CacheDatabase } from './cache-database'
import { recordingsOf, toChunks, toPage } from './pages'

/**
 * Writes a snapshot beside the pages in use, and switches to it in one transaction at the end.
 * @param onSwitch told where those tickets lie that came since
 */
export async function writeGeneration(
  database: CacheDatabase,
  { generation, which }: { readonly generation: number; readonly which: 'anew' | 'goes-on' },
  onSwitch: (numbers: ReadonlyMap<string, number | null>) => void,
): Promise<GenerationWriter> {
  const { dexie, state, partial, pages, open, timelines, changed, recordings, segments } = database
  const pageRange = (table: typeof pages | typeof open, from: number, to: number) =>
    table.where('[generation+bucket]').between([from, -1], [to, Infinity])
  const timelineRange = (from: number, to: number) =>
    timelines.where('[generation+chunk]').between([from, -1], [to, Infinity])

  /** What an earlier attempt left, or what is behind us. */
  async function clear(from: number, to: number): Promise<void> {
    await pageRange(pages, from, to).delete()
    await pageRange(open, from, to).delete()
    await timelineRange(from, to).delete()
    await recordings.where('generation').between(from, to, true, true).delete()
    await segments.where('[generation+serial]').between([from, -1], [to, Infinity]).delete()
  }
  /** First the row: pages without it are none, and are cleared by the next that begins anew. */
  async function letGo(from: number, to: number): Promise<void> {
    await partial.delete('partial')
    await clear(from, to)
  }
  if (which === 'anew') await letGo(generation, Number.MAX_SAFE_INTEGER)
  const numbers = new Map<string, number | null>()

  return {
    async put(line, soFar) {
      for (const { id, number } of line.tickets) numbers.set(id, number)
      await dexie.transaction('rw', state, pages, open, timelines, recordings, async () => {
        await putPages(database, generation, line)
        await partial.put({ ...soFar, key: 'partial', generation, protocol: protocol.version })
      })
    },
    async finish(position, reference, unknown) {
      await dexie.transaction('rw', state, changed, async () => {
        const written = { protocol: protocol.version, unknown }
        await state.put({ key: 'state', generation, position, reference, ...written })
        await changed.clear()
        await partial.delete('partial')
      })
      onSwitch(numbers)
      await clear(0, generation - 1)
    },
    abandon: () => letGo(generation, generation),
  }
}

/** Writes a bucket's tickets and their timelines, in a transaction of the caller's. */
export async function putPages(
  { pages, open, timelines, recordings }: CacheDatabase,
  generation: number,
  { bucket, tickets, timelines: lists }: SnapshotBucket,
): Promise<void> {
  const packed = toPage(generation, bucket, tickets)
  await pages.put(packed.page)
  await open.put(packed.open)
  await recordings.bulkPut(Object.values(lists).flatMap((events) => recordingsOf(generation, events)))
  await timelines.bulkPut(
    [...toChunks(tickets, lists)].map(([chunk, part]) => ({ generation, chunk, json: JSON.stringify(part) })),
  )
}
