import { sql } from 'drizzle-orm'
import type { Database } from '../db/database'
import { locked, returned } from '../db/database'

/** So many events in one transaction: it takes a fraction of a second, and holds up nobody who writes. */
const eventsAtOnce = 500

/**
 * Adds the words of the next events that were there before `search_words` was; the trigger adds those of new ones. Resumes where
 * it was, on any server: its place is kept in the database. Returns whether more is to be done. With the last piece it drops
 * the index that searches used before.
 */
export async function fillSearchWords(database: Database): Promise<boolean> {
  return database.runOnce('write', async (queries) => {
    const [place] = await locked<{ workspaceId: string; ticketId: string; version: number }>(
      queries,
      sql`select workspace_id as "workspaceId", ticket_id as "ticketId", version
        from search_words_to_fill for update skip locked`,
    )
    if (!place) return false
    const after = sql`(${place.workspaceId}::uuid, ${place.ticketId}::uuid, ${place.version}::int)`
    const [last] = await returned<{ workspaceId: string; ticketId: string; version: number }>(
      queries,
      sql`with piece as materialized (
          select workspace_id, ticket_id, version, doc from events
          where (workspace_id, ticket_id, version) > ${after}
          order by workspace_id, ticket_id, version limit ${eventsAtOnce}::int
        ), added as (
          insert into search_words (workspace_id, ticket_id, version, words)
          select workspace_id, ticket_id, version, event_words(doc) from piece on conflict do nothing
        ) select workspace_id as "workspaceId", ticket_id as "ticketId", version from piece
          order by workspace_id desc, ticket_id desc, version desc limit 1`,
    )
    if (last) {
      await queries.execute(sql`update search_words_to_fill set workspace_id = ${last.workspaceId}::uuid,
        ticket_id = ${last.ticketId}::uuid, version = ${last.version}::int`)
      return true
    }
    // To drop an index takes a moment in which nobody may write: whoever is in the way of that is not waited for long.
    await queries.execute(sql`set local lock_timeout = '2s'`)
    await queries.execute(sql`drop index if exists events_words`)
    await queries.execute(sql`delete from search_words_to_fill`)
    return false
  })
}
