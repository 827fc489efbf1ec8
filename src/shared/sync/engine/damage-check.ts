import { addToSum, emptySum, sumToText } from '../checksum'
import type { Checksums, SnapshotBucket } from '../wire'
import type { CacheStore } from './ports'

export type BucketChecksum = Checksums['buckets'][number]

/** The buckets whose tickets and versions in the cache are not those that the server has, read from the rows themselves. */
export async function damagedBuckets(
  buckets: readonly BucketChecksum[],
  cache: CacheStore,
): Promise<readonly BucketChecksum[]> {
  const damaged: BucketChecksum[] = []
  for (const bucket of buckets) if (!agrees(bucket, await cache.versions(bucket.bucket))) damaged.push(bucket)
  return damaged
}

/** Whether a bucket that was sent is the one that the checksum is of. */
export const isBucketOf = (wanted: BucketChecksum, { bucket, tickets }: SnapshotBucket): boolean =>
  bucket === wanted.bucket &&
  agrees(
    wanted,
    tickets.map(({ id, version }) => [id, version]),
  )

function agrees(
  { count, checksum }: BucketChecksum,
  rows: readonly (readonly [id: string, version: number])[],
): boolean {
  const sum = rows.reduce((total, [id, version]) => addToSum(total, id, version), emptySum)
  return sum.count === count && sumToText(sum) === checksum
}
