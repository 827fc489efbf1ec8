import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { filledText, uuid } from '../../shared/tickets/values'
import type { ServerContext } from '../context'
import { rows } from '../db/database'
import { identityOf } from '../http/authenticate'
import type { App } from '../http/route'

const query = z.object({
  q: filledText(200),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
const found = z.object({
  ticketId: uuid,
  number: z.number().int(),
  subject: z.string(),
  status: z.string(),
  updatedAt: z.number(),
})
const answer = z.object({ results: z.array(found) })

/** GET /v1/search?q=: tickets in whose texts all the words occur, the last changed first. A number finds its ticket. */
export function searchRoutes(app: App, { database }: ServerContext): void {
  app.get(
    '/v1/search',
    { schema: { tags: ['search'], querystring: query, response: { 200: answer } } },
    async (request) => {
      const { workspaceId } = identityOf(request)
      const { q, limit } = request.query
      const number = Number(/^#?(\d{1,9})$/.exec(q.trim())?.[1] ?? -1)
      const results = await rows<z.infer<typeof found>>(
        database.queries,
        sql`select id as "ticketId", number, doc->>'subject' as subject, status, (doc->>'updatedAt')::double precision as "updatedAt"
          from tickets where workspace_id = ${workspaceId}::uuid and (number = ${number}::int or id in (
            select ticket_id from events where workspace_id = ${workspaceId}::uuid
              and event_words(doc) @@ ${wordsQuery(q)}::tsquery
          )) order by number = ${number}::int desc, changed_seq desc, number desc limit ${limit}::int`,
      )
      return { results: [...results] }
    },
  )
}

/** Every word must occur; the last one may be unfinished. Only letters and digits reach the database. */
export function wordsQuery(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word, index) => (index === words.length - 1 ? `'${word}':*` : `'${word}'`)).join(' & ')
}
