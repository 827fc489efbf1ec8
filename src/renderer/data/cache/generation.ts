import type { GenerationWriter } from '../../../shared/sync/engine/ports'
import type { CacheDatabase } from './cache-database'
import { toChunks } from './pages'

/** Writes a snapshot beside the pages in use, and switches to it in one transaction at the end. */
export async function writeGeneration(
  { dexie, state, pages, timelines, changed }: CacheDatabase,
  generation: number,
  onSwitch: (numbers: ReadonlyMap<string, number | null>) => void,
): Promise<GenerationWriter> {
  const pageRange = (from: number, to: number) =>
    pages.where('[generation+bucket]').between([from, -1], [to, Infinity])
  const timelineRange = (from: number, to: number) =>
    timelines.where('[generation+chunk]').between([from, -1], [to, Infinity])

  /** What an earlier attempt left, or what is behind us. */
  async function clear(from: number, to: number): Promise<void> {
    await pageRange(from, to).delete()
    await timelineRange(from, to).delete()
  }
  await clear(generation, Number.MAX_SAFE_INTEGER)
  const numbers = new Map<string, number | null>()

  return {
    async put({ bucket, tickets, timelines: lists }) {
      const chunks = toChunks(tickets, lists)
      for (const { id, number } of tickets) numbers.set(id, number)
      await dexie.transaction('rw', pages, timelines, async () => {
        await pages.put({ generation, bucket, json: JSON.stringify(tickets) })
        await timelines.bulkPut(
          [...chunks].map(([chunk, part]) => ({ generation, chunk, json: JSON.stringify(part) })),
        )
      })
    },
    async finish(position, reference) {
      await dexie.transaction('rw', state, changed, async () => {
        await state.put({ key: 'state', generation, position, reference })
        await changed.clear()
      })
      onSwitch(numbers)
      await clear(0, generation - 1)
    },
    abandon: () => clear(generation, generation),
  }
}
