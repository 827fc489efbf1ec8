import { z } from 'zod'
import { filledText, uuid } from '../../shared/tickets/values'
import type { ServerContext } from '../context'
import { searchesAtOnce } from '../db/database'
import { identityOf } from '../accounts/authenticate'
import { createPlaces } from '../http/places'
import { Refused } from '../refused'
import type { App } from '../http/route'
import { findTickets } from './find-tickets'

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
/** Of one person, who types on while the first is under way: the other places are for colleagues. */
const mostOfOne = 2

/**
 * GET /v1/search?q=: tickets that have a text in which all the words occur, the last changed first. A number finds its ticket. 429 at once
 * when too many search already, or the same person does.
 */
export function searchRoutes(app: App, { database }: ServerContext): void {
  const places = createPlaces({ all: mostSearches, each: mostOfOne })
  app.get(
    '/v1/search',
    { schema: { tags: ['search'], querystring: query, response: { 200: answer } } },
    async (request) => {
      const { workspaceId, agent } = identityOf(request)
      const { q, limit } = request.query
      const leave = places.take(agent.id)
      if (!leave)
        throw new Refused(
          'search-busy',
          'Too many searches are under way at this moment. Try again in a second.',
          { retryAfterSeconds: 1 },
        )
      try {
        const results = await database.runOnce('search', (queries) =>
          findTickets(queries, workspaceId, q, limit),
        )
        return { results: [...results] }
      } finally {
        leave()
      }
    },
  )
}
