import { z } from 'zod'
import { apiError } from '../../shared/sync/wire'
import type { Customer } from '../../shared/tickets/people'
import { customer } from '../../shared/tickets/people'
import { filledText, text, uuid } from '../../shared/tickets/values'
import { changeReference } from './change-reference'
import { findCustomer } from './customers'
import { isCalendarDate } from './office'
import { requireSenderDomain } from './sender-domains'
import { keptById, nextStamp } from './version'
import { writeAudit } from '../accounts/audit'
import type { ServerContext } from '../context'
import { actorOf } from '../accounts/actor'
import { identityWithRole } from '../accounts/authenticate'
import type { App } from '../http/route'
import { addressText } from './address-text'
import { replacing, version } from './replacing'

const body = customer.omit({ id: true, changedAt: true, changedBy: true }).extend({
  version,
  name: filledText(200),
  email: addressText,
  agreement: customer.shape.agreement.extend({
    startedOn: text(10).refine(isCalendarDate, 'must be a date, YYYY-MM-DD'),
  }),
})

/** A customer as it is to be, with what a newer server has added to it, its agreement and its key users. */
const kept = (before: Customer | null, fields: Customer): Customer => ({
  ...before,
  ...fields,
  agreement: { ...before?.agreement, ...fields.agreement },
  keyUsers: keptById(before?.keyUsers ?? [], fields.keyUsers),
})

/** Customers. What is changed here reaches every client through the change log. */
export function customerRoutes(app: App, context: ServerContext): void {
  app.put(
    '/v1/customers/:id',
    {
      schema: {
        ...replacing,
        params: z.object({ id: uuid }),
        body,
        response: { 200: customer, '4xx': apiError },
      },
    },
    async (request) => {
      const author = identityWithRole(request, 'administrator', 'managing-partner', 'senior')
      const { workspaceId, agent } = author
      const { version: readAt, ...fields } = request.body
      const { id } = request.params
      const change = await changeReference(context, author, async (queries) => {
        const before = await findCustomer(queries, workspaceId, id)
        const after = {
          ...kept(before, { id, ...fields }),
          ...nextStamp(before, readAt, { by: agent.name, at: context.now() }),
        }
        const { officeAddress } = context
        const domains = await requireSenderDomain(queries, workspaceId, {
          before,
          after,
          role: agent.role,
          officeAddress,
        })
        if (domains)
          await writeAudit(queries, context, actorOf(request), {
            action: 'sender-domains.changed',
            subject: 'sender domains',
            before: [],
            after: domains,
          })
        await writeAudit(queries, context, actorOf(request), {
          action: 'customer.changed',
          subject: after.id,
          before,
          after,
        })
        return { kind: 'customer', customer: after }
      })
      if (change.body.kind !== 'customer') throw new Error('A customer change gave something else')
      return change.body.customer
    },
  )
}
