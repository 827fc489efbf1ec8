import { z } from 'zod'
import { filledText, uuid } from '../../shared/tickets/values'
import type { ServerContext } from '../context'
import { searchesAtOnce } from '../db/database'
import { identityOf } from '../http/authenticate'
import { Refused } from '../http/refused'
import type { App } from '../http/route'
import { findTickets } from '../search/find-tickets'

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

/** As many as run, and as many again that wait for them: more would wait for longer than they are worth. */
const mostSearches = 2 * searchesAtOnce

/**
 * GET /v1/search?q=: tickets in whose texts all the words occur, the last changed first. A number finds its ticket. 429 at once
 * when too many search already.
 */
export function searchRoutes(app: App, { database }: ServerContext): void {
  let searches = 0
  app.get(
    '/v1/search',
    { schema: { tags: ['search'], querystring: query, response: { 200: answer } } },
    async (request) => {
      const { workspaceId } = identityOf(request)
      const { q, limit } = request.query
      if (searches >= mostSearches)
        throw new Refused(
          429,
          'search-busy',
          'Many people search at this moment. Try again in a second.',
          undefined,
          { 'retry-after': '1' },
        )
      searches++
      try {
        const results = await database.transaction('search', (queries) =>
          findTickets(queries, workspaceId, q, limit),
        )
        return { results: [...results] }
      } finally {
        searches--
      }
    },
  )
}
