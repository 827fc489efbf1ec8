import type { Position, SnapshotBucket, SnapshotEnd, SnapshotLine, SnapshotStart } from '../wire'
import type { CacheStore } from './ports'

export type SnapshotResult =
  | { readonly kind: 'taken'; readonly start: SnapshotStart }
  /** Cut off or not ours: the former generation is still in use. */
  | { readonly kind: 'cut-off' }

/**
 * Reads a snapshot into a new generation of the cache and switches to it when its end line agrees with what came.
 * Rejects only when the store does.
 * @param onProgress told the share that came, 0…1
 */
export async function takeSnapshot(
  lines: AsyncIterable<string>,
  store: CacheStore,
  onProgress: (share: number, start: SnapshotStart) => void,
): Promise<SnapshotResult> {
  const writer = await store.startGeneration()
  let start: SnapshotStart | null = null
  let end: SnapshotEnd | null = null
  let count = 0
  const source = lines[Symbol.asyncIterator]()
  try {
    for (;;) {
      const text = await nextLine(source)
      if (text === null) break
      const line = parseLine(text)
      if (!line || end || (line.line === 'start') !== (start === null)) break
      if (line.line === 'start') start = line
      else if (line.line === 'end') end = line
      else {
        await writer.put(line)
        count += line.tickets.length
        if (start) onProgress(start.tickets === 0 ? 1 : Math.min(1, count / start.tickets), start)
      }
    }
    if (!start || end?.tickets !== count) {
      await writer.abandon()
      return { kind: 'cut-off' }
    }
    const { customers, agents, office } = start
    await writer.finish(positionOf(start), { customers, agents, office })
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

/** Checks only a line's frame: its rows come from our own server, 50,000 at a time, and are folded by total code. */
function parseLine(text: string): SnapshotLine | null {
  let line: SnapshotLine
  try {
    line = JSON.parse(text) as SnapshotLine
  } catch {
    return null
  }
  switch (line?.line) {
    case 'start':
      return typeof line.epoch === 'string' && Number.isInteger(line.seq) ? line : null
    case 'bucket':
      return isBucket(line) ? line : null
    case 'end':
      return line
    default:
      return null
  }
}

/** Whether it has the frame of a bucket. */
export const isBucket = (line: SnapshotBucket): boolean =>
  Number.isInteger(line.bucket) && Array.isArray(line.tickets) && typeof line.timelines === 'object'
