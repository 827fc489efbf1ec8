import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import type { Reader } from '../db/database'
import { rows } from '../db/database'

export interface FoundTicket {
  readonly ticketId: string
  readonly number: number
  readonly subject: string
  readonly status: string
  readonly updatedAt: number
}

/** Of a word that is found more often than this (in events) not all places are looked at, but the newest tickets are. */
const mostMatches = 2000
/** How many of the newest tickets are looked at for such a word. */
const newestTickets = 2000
/** A shorter word is not taken for the beginning of another one: it begins too many. */
const shortestPrefix = 3

/**
 * Tickets that have a text (one message, note or subject) in which all the words occur, the last changed first; before them the
 * one whose number was asked for. Reads what it finds and little more, however many tickets there are.
 */
export async function findTickets(
  queries: Reader,
  workspaceId: string,
  text: string,
  limit: number,
): Promise<readonly FoundTicket[]> {
  const statement = searchStatement(workspaceId, text, limit)
  return statement === null ? [] : rows<FoundTicket>(queries, statement)
}

/** Null when there is nothing to search for. */
export function searchStatement(workspaceId: string, text: string, limit: number): SQL | null {
  const words = wordsQuery(text)
  if (words === '') return null
  const number = Number(/^#?(\d{1,9})$/.exec(text.trim())?.[1] ?? -1)
  const within = sql`workspace_id = ${workspaceId}::uuid`
  const match = sql`words @@ ${words}::tsquery`
  // Each ticket is fetched by its key ("lateral … limit 1"): a planner that expects many would read all of them instead.
  return sql`
    with matched as materialized (
      select ticket_id from search_words where ${within} and ${match} limit ${mostMatches}::int
    ), newest as materialized (
      select id from tickets where ${within} and (select count(*) from matched) >= ${mostMatches}::int
      order by number desc limit ${newestTickets}::int
    ), found as materialized (
      select ticket_id as id from matched
      union select id from newest where exists (
        select 1 from search_words where ${within} and ticket_id = newest.id and ${match} offset 0
      )
      union select id from tickets where ${within} and number = ${number}::int
    ), latest as materialized (
      select found.id, ticket.number, ticket.changed_seq from found cross join lateral (
        select number, changed_seq from tickets where ${within} and id = found.id limit 1
      ) ticket order by ticket.number = ${number}::int desc, ticket.changed_seq desc, ticket.number desc limit ${limit}::int
    )
    select latest.id as "ticketId", latest.number, ticket.subject, ticket.status, ticket."updatedAt"
    from latest cross join lateral (
      select doc->>'subject' as subject, status, (doc->>'updatedAt')::double precision as "updatedAt"
      from tickets where ${within} and id = latest.id limit 1
    ) ticket order by latest.number = ${number}::int desc, latest.changed_seq desc, latest.number desc`
}

/** Every word must occur; the last one may be unfinished. Only letters and digits reach the database. */
export function wordsQuery(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words
    .map((word, index) =>
      index === words.length - 1 && word.length >= shortestPrefix ? `'${word}':*` : `'${word}'`,
    )
    .join(' & ')
}
