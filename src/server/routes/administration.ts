import { z } from 'zod'
import { apiError } from '../../shared/sync/wire'
import { agent, customer, office, role, team } from '../../shared/tickets/people'
import type { Office } from '../../shared/tickets/people'
import { filledText, text, uuid } from '../../shared/tickets/values'
import { removeDevicesOf } from '../accounts/devices'
import { hashPassword, shortestPassword } from '../accounts/passwords'
import { findAgent, keepAnAdministrator, lockAgent, setPassword } from '../admin/agents'
import { changeReference } from '../admin/change-reference'
import { findCustomer } from '../admin/customers'
import { isCalendarDate, keepUsedTeams, requireTeam, withoutStaffDay, withStaffDay } from '../admin/office'
import { nextStamp, stampAfter } from '../admin/version'
import type { ServerContext } from '../context'
import { absenceOf } from '../desk/absence'
import type { Queries } from '../db/database'
import { identityOf, identityWithRole } from '../http/authenticate'
import { notFound } from '../http/refused'
import type { App } from '../http/route'

const tags = ['administration']
const byId = z.object({ id: uuid })
const address = text(320).regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
const date = text(10).refine(isCalendarDate, 'must be a date, YYYY-MM-DD')
const password = text(1000).min(shortestPassword)

/** The version of the document that the caller read. */
const version = z.number().int().nonnegative().optional()
/** For every route that replaces a document. */
const replacing = {
  tags,
  description:
    'An existing document is replaced only when "version" is the number that the caller read in it (0 where it has none): ' +
    'without one the answer is 428 `version-required`; when somebody changed the document meanwhile it is 409 ' +
    '`changed-meanwhile`, whose `details` say who changed it, when, and what it is now.',
} as const

const customerBody = customer.omit({ id: true, changedAt: true, changedBy: true }).extend({
  version,
  name: filledText(200),
  email: address,
  agreement: customer.shape.agreement.extend({ startedOn: date }),
})
const agentBody = z.object({
  name: filledText(200),
  email: address,
  role,
  teamId: uuid.nullable(),
  active: z.boolean(),
  version,
  /** Only to set a new one; every device of this agent is then signed out. */
  password: password.optional(),
})

/** Customers, agents, teams and staff days. What is changed here reaches every client through the change log. */
export function administrationRoutes(app: App, context: ServerContext): void {
  const { database, now } = context

  app.put(
    '/v1/customers/:id',
    {
      schema: {
        ...replacing,
        params: byId,
        body: customerBody,
        response: { 200: customer, '4xx': apiError },
      },
    },
    async (request) => {
      const { workspaceId, agent: author } = identityWithRole(
        request,
        'administrator',
        'managing-partner',
        'senior',
      )
      const { version: readAt, ...fields } = request.body
      const { id } = request.params
      const change = await changeReference(context, workspaceId, async (queries) => {
        const before = await findCustomer(queries, workspaceId, id)
        const stamp = nextStamp(before, readAt, { by: author.name, at: now() })
        return { kind: 'customer', customer: { id, ...fields, ...stamp } }
      })
      if (change.body.kind !== 'customer') throw new Error('A customer change gave something else')
      return change.body.customer
    },
  )

  app.put(
    '/v1/agents/:id',
    { schema: { ...replacing, params: byId, body: agentBody, response: { 200: agent, '4xx': apiError } } },
    async (request) => {
      const { workspaceId, agent: author } = identityWithRole(request, 'administrator')
      const { password: fresh, version: readAt, ...fields } = request.body
      const { id } = request.params
      const hash = fresh === undefined ? null : await hashPassword(fresh)
      const change = await changeReference(context, workspaceId, async (queries, officeNow) => {
        requireTeam(officeNow, fields.teamId)
        const before = await lockAgent(queries, workspaceId, id)
        const stamp = nextStamp(before, readAt, { by: author.name, at: now() })
        const changed = { id, ...absenceOf(before), ...fields, ...stamp }
        if (before) await keepAnAdministrator(queries, workspaceId, changed)
        if (hash !== null) await setPassword(queries, workspaceId, changed, hash)
        if (hash !== null || !changed.active) await removeDevicesOf(queries, workspaceId, changed.id)
        return { kind: 'agent', agent: changed }
      })
      context.identities.forget()
      // Passwords are no part of the journal.
      await context.journal?.settle()
      if (change.body.kind !== 'agent') throw new Error('An agent change gave something else')
      return change.body.agent
    },
  )

  app.post(
    '/v1/office/staff-days',
    {
      schema: {
        tags,
        body: z.object({ date, name: filledText(200), version }),
        response: { 200: office, '4xx': apiError },
      },
    },
    async (request) => {
      const { workspaceId, agent: author } = identityWithRole(request, 'administrator', 'managing-partner')
      const { version: readAt, ...fields } = request.body
      const change = { by: author.name, at: now() }
      const day = { ...fields, announcedAt: change.at, announcedBy: change.by }
      return changeOffice(workspaceId, (before) => ({
        ...withStaffDay(before, day),
        ...stampAfter(before, readAt, change),
      }))
    },
  )

  app.delete(
    '/v1/office/staff-days/:date',
    {
      schema: {
        tags,
        params: z.object({ date }),
        querystring: z.object({ version: z.coerce.number().int().nonnegative().optional() }),
        response: { 200: office, '4xx': apiError },
      },
    },
    async (request) => {
      const { workspaceId, agent: author } = identityWithRole(request, 'administrator', 'managing-partner')
      const { date } = request.params
      return changeOffice(workspaceId, (before) => ({
        ...withoutStaffDay(before, date),
        ...stampAfter(before, request.query.version, { by: author.name, at: now() }),
      }))
    },
  )

  app.put(
    '/v1/office/teams',
    {
      schema: {
        ...replacing,
        body: z.object({ teams: z.array(team).max(200), version }),
        response: { 200: office, '4xx': apiError },
      },
    },
    async (request) => {
      const { workspaceId, agent: author } = identityWithRole(request, 'administrator')
      const { teams, version: readAt } = request.body
      return changeOffice(workspaceId, async (before, queries) => {
        const stamp = nextStamp(before, readAt, { by: author.name, at: now() })
        await keepUsedTeams(queries, workspaceId, before, teams)
        return { ...before, teams, ...stamp }
      })
    },
  )

  app.get('/v1/agents/:id', { schema: { tags, params: byId, response: { 200: agent } } }, async (request) => {
    const found = await findAgent(database.queries, identityOf(request).workspaceId, request.params.id)
    if (!found) throw notFound('agent')
    return found
  })

  async function changeOffice(
    workspaceId: string,
    work: (before: Office, queries: Queries) => Office | Promise<Office>,
  ): Promise<Office> {
    const change = await changeReference(context, workspaceId, async (queries, before) => ({
      kind: 'office',
      office: await work(before, queries),
    }))
    if (change.body.kind !== 'office') throw new Error('An office change gave something else')
    return change.body.office
  }
}
