import type { Position } from '../wire'
import { damagedBuckets, isBucketOf } from './damage-check'
import type { BucketChecksum } from './damage-check'
import type { Exchange, Failure } from './exchange'
import type { CacheStore } from './ports'

/** More damaged buckets than these are taken with everything else. */
const MENDED_AT_MOST = 20

export type Checked =
  /** Compared; what was damaged and could be taken again is. `mustRetake`: all of it is in doubt. */
  | { readonly kind: 'checked'; readonly mustRetake: boolean }
  /** The server is elsewhere, or did not give a bucket now: it is to be compared soon again. */
  | { readonly kind: 'later'; readonly failure: Failure | null }
  | { readonly kind: 'failed'; readonly failure: Failure }

interface Parts {
  readonly exchange: Pick<Exchange, 'checksums' | 'bucket'>
  readonly cache: CacheStore
  /** Where the cache is, and the furthest that the server vouched for. */
  readonly at: Position
  readonly seen: Position | null
  /** The server answered. */
  readonly reached: () => void
  /** These tickets were taken again. */
  readonly mended: (tickets: readonly string[]) => void
}

/** Compares the cache with the server's checksums, and takes damaged buckets again as of where the cache is. */
export async function checkAndMend(parts: Parts): Promise<Checked> {
  const { exchange, cache, at, reached } = parts
  const answer = await exchange.checksums()
  if (answer.kind !== 'ok' && answer.kind !== 'refused') return { kind: 'failed', failure: answer }
  reached()
  if (answer.kind === 'refused') return { kind: 'checked', mustRetake: false }
  const { epoch, seq, buckets } = answer.body
  if (epoch !== at.epoch || seq !== at.seq) return { kind: 'later', failure: null }
  const damaged = await damagedBuckets(buckets, cache)
  if (damaged.length > MENDED_AT_MOST) return { kind: 'checked', mustRetake: true }
  for (const bucket of damaged) {
    const result = await mend(bucket, parts)
    if (result !== 'mended') return result
  }
  return { kind: 'checked', mustRetake: false }
}

async function mend(
  wanted: BucketChecksum,
  { exchange, cache, at, seen, mended }: Parts,
): Promise<'mended' | Checked> {
  const answer = await exchange.bucket(wanted.bucket, at, seen)
  if (answer.kind !== 'ok' && answer.kind !== 'refused') return { kind: 'later', failure: answer }
  // The server cannot tell what it was there: all of it is in doubt.
  if (answer.kind === 'refused' || !isBucketOf(wanted, answer.body))
    return { kind: 'checked', mustRetake: true }
  const before = await cache.versions(wanted.bucket)
  await cache.putBucket(at, answer.body)
  mended([...new Set([...before.map(([id]) => id), ...answer.body.tickets.map(({ id }) => id)])])
  return 'mended'
}
