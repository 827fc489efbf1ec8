import { addToSum, emptySum, sumToText } from '../checksum'
import type { Checksums } from '../wire'
import type { CacheStore } from './ports'

/** Whether every bucket of the cache has the tickets and versions that the server has, read from the rows themselves. */
export async function checkBuckets(buckets: Checksums['buckets'], cache: CacheStore): Promise<boolean> {
  for (const { bucket, count, checksum } of buckets) {
    const rows = await cache.versions(bucket)
    const sum = rows.reduce((total, [id, version]) => addToSum(total, id, version), emptySum)
    if (sum.count !== count || sumToText(sum) !== checksum) return false
  }
  return true
}
