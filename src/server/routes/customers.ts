import { z } from 'zod'
import { apiError } from '../../shared/sync/wire'
import { customer } from '../../shared/tickets/people'
import { filledText, text, uuid } from '../../shared/tickets/values'
import { changeReference } from '../admin/change-reference'
import { lockCustomer } from '../admin/customers'
import { isCalendarDate } from '../admin/office'
import { requireSenderDomain } from '../admin/sender-domains'
import { writeAudit } from '../audit/audit'
import type { ServerContext } from '../context'
import { actorOf } from '../http/actor'
import { identityWithRole } from '../http/authenticate'
import type { App } from '../http/route'
import { addressText } from './address-text'

const body = customer.omit({ id: true }).extend({
  name: filledText(200),
  email: addressText,
  agreement: customer.shape.agreement.extend({
    startedOn: text(10).refine(isCalendarDate, 'must be a date, YYYY-MM-DD'),
  }),
})

/** Customers. What is changed here reaches every client through the change log. */
export function customerRoutes(app: App, context: ServerContext): void {
  app.put(
    '/v1/customers/:id',
    {
      schema: {
        tags: ['administration'],
        params: z.object({ id: uuid }),
        body,
        response: { 200: customer, '4xx': apiError },
      },
    },
    async (request) => {
      const { workspaceId, agent } = identityWithRole(request, 'administrator', 'managing-partner', 'senior')
      const after = { id: request.params.id, ...request.body }
      await changeReference(context, workspaceId, async (queries) => {
        const before = await lockCustomer(queries, workspaceId, after.id)
        const { officeAddress } = context
        await requireSenderDomain(queries, workspaceId, { before, after, role: agent.role, officeAddress })
        await writeAudit(queries, context, actorOf(request), {
          action: 'customer.changed',
          subject: after.id,
          before,
          after,
        })
        return { kind: 'customer', customer: after }
      })
      return after
    },
  )
}
