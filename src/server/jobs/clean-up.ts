import { sql } from 'drizzle-orm'
import { dropOldAttempts } from '../accounts/throttle'
import type { Database } from '../db/database'
import { rows, transaction } from '../db/database'
import { dropOldBells } from '../desk/bells'
import { dropOldPresence } from '../sync/presence'

const dayMs = 24 * 3_600_000
/** Outcomes: for anybody who comes back from a year's leave with unsent work. */
export const outcomesKeptMs = 400 * dayMs
/** The change log: a client that was away for longer takes a new snapshot. */
export const changesKeptMs = 60 * dayMs

/** Drops what nobody can ask for any more: old outcomes, old log rows, ended sign-ins, sign-in counts, who was there and what rang. */
export async function cleanUp(database: Database, now: number): Promise<void> {
  const { queries } = database
  await queries.execute(
    sql`delete from mutations where decided_at < ${now - outcomesKeptMs}::double precision`,
  )
  await queries.execute(sql`delete from devices where expires_at <= ${now}::double precision`)
  await dropOldAttempts(queries, now)
  await dropOldPresence(queries, now)
  await dropOldBells(queries, now)
  await compactChangeLog(database, now - changesKeptMs)
}

/**
 * Drops the changes that were logged before an instant. A cursor from before them gets 410 `cursor-gone`. The head row says
 * so first, then the rows go: nobody can read a page with a hole.
 */
export async function compactChangeLog(database: Database, before: number): Promise<void> {
  const due = await rows<{ workspaceId: string; upTo: number }>(
    database.queries,
    sql`select workspace_id as "workspaceId", max(seq) as "upTo" from change_log
      where at < ${before}::double precision group by workspace_id`,
  )
  for (const { workspaceId, upTo } of due) {
    await transaction(database, (queries) =>
      queries.execute(sql`update change_heads set compacted_to = greatest(compacted_to, ${upTo}::bigint)
        where workspace_id = ${workspaceId}::uuid`),
    )
    await database.queries.execute(
      sql`delete from change_log where workspace_id = ${workspaceId}::uuid and seq <= ${upTo}::bigint`,
    )
  }
}
