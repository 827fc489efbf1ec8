import { decodeLine } from '../received'
import type { ReceivedBucket, ReceivedLine, ReceivedStart } from '../received'
import type { Position, SnapshotEnd, SnapshotStart } from '../wire'
import type { CacheStore, GenerationWriter, PartialSnapshot } from './ports'

export type SnapshotResult =
  | { readonly kind: 'taken'; readonly start: SnapshotStart }
  /** Cut off: the former generation is still in use, and what came whole is kept for the next try. */
  | { readonly kind: 'cut-off' }
  /** Left alone because something else goes first; it goes on later. */
  | { readonly kind: 'paused' }
  /** A whole line came that this version cannot read; the former generation is still in use. */
  | { readonly kind: 'unreadable' }

interface Taking {
  /** What is here of one that broke off, and was asked to go on; null for a new one. */
  readonly partial: PartialSnapshot | null
  /** Told how far it is. */
  readonly onProgress: (soFar: PartialSnapshot) => void
  /** Asked after each bucket. */
  readonly mustPause: () => boolean
}

/**
 * Reads a snapshot into a new generation of the cache and switches to it when its end line agrees with what came.
 * Rejects only when the store does.
 */
export async function takeSnapshot(
  lines: AsyncIterable<string>,
  store: CacheStore,
  { partial, onProgress, mustPause }: Taking,
): Promise<SnapshotResult> {
  let started: Started | null = null
  let unknown = false
  const source = lines[Symbol.asyncIterator]()
  try {
    for (;;) {
      const text = await nextLine(source)
      const line = text === null ? 'not-json' : parseLine(text)
      if (line === 'not-json') return { kind: 'cut-off' }
      if (line === null) return await abandoned(started, 'unreadable')
      if (line.line === 'unknown') unknown = true
      else if (line.line === 'start') {
        if (started) return await abandoned(started, 'cut-off')
        started = await begin(line, partial, store)
        onProgress(started.soFar)
      } else if (!started) return { kind: 'cut-off' }
      else if (line.line === 'end') return await finish(started, line, unknown)
      else if (line.bucket > started.soFar.lastBucket) {
        started.soFar = withBucket(started.soFar, line, unknown)
        await started.writer.put(line, started.soFar)
        onProgress(started.soFar)
        if (mustPause()) return { kind: 'paused' }
      }
    }
  } finally {
    await source.return?.().catch(() => undefined)
  }
}

interface Started {
  readonly start: ReceivedStart
  readonly writer: GenerationWriter
  soFar: PartialSnapshot
}

/** Goes on where the former try was, if what comes is of the same moment. */
async function begin(
  start: ReceivedStart,
  partial: PartialSnapshot | null,
  store: CacheStore,
): Promise<Started> {
  const position = positionOf(start)
  const goesOn = partial?.position.epoch === position.epoch && partial.position.seq === position.seq
  const nothing = { position, tickets: start.tickets, came: 0, lastBucket: -1, unknown: start.unknown }
  return {
    start,
    writer: await store.startGeneration(goesOn ? 'goes-on' : 'anew'),
    soFar: goesOn ? partial : nothing,
  }
}

const withBucket = (
  soFar: PartialSnapshot,
  { bucket, tickets, leftOut, unknown }: ReceivedBucket,
  before: boolean,
): PartialSnapshot => ({
  ...soFar,
  came: soFar.came + tickets.length + leftOut,
  lastBucket: bucket,
  unknown: soFar.unknown || unknown || before,
})

async function finish(started: Started, end: SnapshotEnd, unknown: boolean): Promise<SnapshotResult> {
  const { start, writer, soFar } = started
  if (end.tickets !== soFar.came) return abandoned(started, 'cut-off')
  const { customers, agents, office } = start
  const isUnknown = unknown || soFar.unknown || start.unknown
  await writer.finish(positionOf(start), { customers, agents, office }, isUnknown)
  return { kind: 'taken', start }
}

/** What came is of no use: the next try begins anew. */
async function abandoned<K extends 'cut-off' | 'unreadable'>(
  started: Started | null,
  kind: K,
): Promise<{ readonly kind: K }> {
  await started?.writer.abandon()
  return { kind }
}

/** Where the log was when the snapshot was taken. */
export const positionOf = ({ epoch, seq, proof }: SnapshotStart): Position => ({ epoch, seq, proof })

/** What is here of a snapshot, if it can go on in the log of that epoch; null: none is known yet. */
export const goesOnIn = (partial: PartialSnapshot | null, epoch: string | null): PartialSnapshot | null =>
  partial && (epoch === null || epoch === partial.position.epoch) ? partial : null

/** How far a snapshot is, for the screen. */
export const fetchedOf = (
  partial: PartialSnapshot | null,
): { readonly tickets: number; readonly of: number } | null =>
  partial && { tickets: partial.came, of: partial.tickets }

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
