import { z } from 'zod'
import { apiError } from '../../shared/sync/wire'
import { agent, role } from '../../shared/tickets/people'
import { filledText, text, uuid } from '../../shared/tickets/values'
import { findAgent } from '../accounts/agents'
import { changeAgent } from './change-agent'
import type { ServerContext } from '../context'
import { identityOf, identityWithRole } from '../accounts/authenticate'
import { notFound } from '../refused'
import type { App } from '../http/route'
import { addressText } from './address-text'
import { replacing, version } from './replacing'

const tags = ['administration']
const params = z.object({ id: uuid })
const body = z.object({
  name: filledText(200),
  email: addressText,
  role,
  teamId: uuid.nullable(),
  active: z.boolean(),
  version,
  /** Only to set a new one; every device of this agent is then signed out. */
  password: text(1000).optional(),
})

/** Agents: what they may do, and that they can sign in. */
export function agentRoutes(app: App, context: ServerContext): void {
  app.put(
    '/v1/agents/:id',
    { schema: { ...replacing, params, body, response: { 200: agent, '4xx': apiError } } },
    async (request) => {
      const author = identityWithRole(request, 'administrator')
      const { password, email, version: readAt, ...fields } = request.body
      // Two spellings of one address would be two accounts that one password signs in to.
      const changed = { id: request.params.id, ...fields, email: email.normalize('NFKC') }
      return changeAgent(context, author, request.ip, { changed, readAt, password })
    },
  )

  app.get(
    '/v1/agents/:id',
    { schema: { tags, params, response: { 200: agent, '4xx': apiError } } },
    async (request) => {
      const { workspaceId } = identityOf(request)
      const found = await findAgent(context.database.reading, workspaceId, request.params.id)
      if (!found) throw notFound('agent')
      return found
    },
  )
}
