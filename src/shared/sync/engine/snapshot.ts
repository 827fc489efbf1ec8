import { decodeLine } from '../received'
import type { ReceivedLine, ReceivedStart } from '../received'
import type { Position, SnapshotEnd, SnapshotStart } from '../wire'
import type { CacheStore } from './ports'

export type SnapshotResult =
  | { readonly kind: 'taken'; readonly start: SnapshotStart }
  /** Cut off or not ours: the former generation is still in use. */
  | { readonly kind: 'cut-off' }
  /** A whole line came that this version cannot read; the former generation is still in use. */
  | { readonly kind: 'unreadable' }

/**
 * Reads a snapshot into a new generation of the cache and switches to it when its end line agrees with what came.
 * Rejects only when the store does.
 * @param onProgress told the share that came, 0…1
 */
export async function takeSnapshot(
  lines: AsyncIterable<string>,
  store: CacheStore,
  onProgress: (share: number) => void,
): Promise<SnapshotResult> {
  const writer = await store.startGeneration()
  let start: ReceivedStart | null = null
  let end: SnapshotEnd | null = null
  let count = 0
  let unknown = false
  let isUnreadable = false
  const source = lines[Symbol.asyncIterator]()
  try {
    for (;;) {
      const text = await nextLine(source)
      if (text === null) break
      const line = parseLine(text)
      if (line === 'not-json') break
      isUnreadable = line === null
      if (!line || end) break
      if (line.line === 'unknown') unknown = true
      else if ((line.line === 'start') !== (start === null)) break
      else if (line.line === 'start') start = line
      else if (line.line === 'end') end = line
      else {
        await writer.put(line)
        count += line.tickets.length + line.leftOut
        unknown ||= line.unknown
        if (start) onProgress(start.tickets === 0 ? 1 : Math.min(1, count / start.tickets))
      }
    }
    if (!start || end?.tickets !== count) {
      await writer.abandon()
      return { kind: isUnreadable ? 'unreadable' : 'cut-off' }
    }
    const { customers, agents, office } = start
    await writer.finish(positionOf(start), { customers, agents, office }, unknown || start.unknown)
    return { kind: 'taken', start }
  } finally {
    await source.return?.().catch(() => undefined)
  }
}

/** Where the log was when the snapshot was taken. */
export const positionOf = ({ epoch, seq, proof }: SnapshotStart): Position => ({ epoch, seq, proof })

/** The next line that is not blank; null at the end, and where the connection breaks. */
async function nextLine(source: AsyncIterator<string>): Promise<string | null> {
  for (;;) {
    const next = await source.next().catch(() => null)
    if (!next || next.done) return null
    if (next.value.trim() !== '') return next.value
  }
}

function parseLine(text: string): ReceivedLine | 'not-json' | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return 'not-json'
  }
  return decodeLine(json)
}
