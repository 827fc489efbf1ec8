import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ServerContext } from '../context'
import { logFault } from '../log-fault'
import { rows } from '../db/database'
import type { App } from '../http/route'

const answer = z.object({ status: z.enum(['ok', 'failing']) })
const tags = ['operations']

/** For whoever runs the server: does it live, can it work. */
export function healthRoutes(app: App, { database, schemaFloor }: ServerContext): void {
  app.get('/health', { schema: { tags, response: { 200: answer, 503: answer } } }, async (request, reply) => {
    try {
      await rows(database.reading, sql`select 1`)
      return { status: 'ok' as const }
    } catch (error) {
      logFault(request.log, error)
      return reply.code(503).send({ status: 'failing' })
    }
  })
  app.get('/ready', { schema: { tags, response: { 200: answer, 503: answer } } }, async (request, reply) => {
    try {
      await rows(database.reading, sql`select 1 from migrations limit 1`)
      if (!(await schemaFloor.allows())) return await reply.code(503).send({ status: 'failing' })
      return { status: 'ok' as const }
    } catch (error) {
      logFault(request.log, error)
      return reply.code(503).send({ status: 'failing' })
    }
  })
}
