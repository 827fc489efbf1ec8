import { sql } from 'drizzle-orm'
import { addToSum, emptySum, sumToText } from '../../../shared/sync/checksum'
import type { BucketSum } from '../../../shared/sync/checksum'
import type { Checksums } from '../../../shared/sync/wire'
import type { Database } from '../../db/database'
import { atOneMoment, rows } from '../../db/database'
import { readHead } from './head'

/** Count and checksum of each bucket, all of one position. */
export function readChecksums(database: Database, workspaceId: string): Promise<Checksums> {
  return atOneMoment(database, async (tx) => {
    const { epoch, seq } = await readHead(tx, workspaceId)
    const versions = await rows<{ bucket: number; versions: string }>(
      tx,
      sql`select bucket, string_agg(id::text || ':' || version, ' ') as versions from tickets
          where workspace_id = ${workspaceId}::uuid group by bucket order by bucket`,
    )
    const buckets = versions.map(({ bucket, versions }) => {
      const sum = sumOf(versions)
      return { bucket, count: sum.count, checksum: sumToText(sum) }
    })
    return { epoch, seq, buckets }
  })
}

const sumOf = (versions: string): BucketSum =>
  versions.split(' ').reduce<BucketSum>((sum, pair) => {
    const [id = '', version = '0'] = pair.split(':')
    return addToSum(sum, id, Number(version))
  }, emptySum)
