import { z } from 'zod'
import { auditPage } from '../../shared/sync/account-wire'
import { apiError } from '../../shared/sync/wire'
import { uuid } from '../../shared/tickets/values'
import { readAudit } from './audit'
import type { ServerContext } from '../context'
import { identityWithRole } from './authenticate'
import type { App } from '../http/route'

const querystring = z.object({
  /** Only what is older than this entry. */
  before: uuid.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** GET /v1/audit, for administrators: who did what to accounts and settings. There is no route that changes it. */
export function auditRoutes(app: App, { database }: ServerContext): void {
  app.get(
    '/v1/audit',
    { schema: { tags: ['administration'], querystring, response: { 200: auditPage, '4xx': apiError } } },
    async (request) => {
      const { workspaceId } = identityWithRole(request, 'administrator')
      const { before = null, limit } = request.query
      const entries = await readAudit(database.reading, workspaceId, { before, limit })
      return { entries: [...entries], next: entries.length < limit ? null : (entries.at(-1)?.id ?? null) }
    },
  )
}
