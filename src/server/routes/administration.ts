import { z } from 'zod'
import { agent, customer, office, role, team } from '../../shared/tickets/people'
import { filledText, text, uuid } from '../../shared/tickets/values'
import { removeDevicesOf } from '../accounts/devices'
import { hashPassword, shortestPassword } from '../accounts/passwords'
import { findAgent, keepAnAdministrator, requireTeam, setPassword } from '../admin/agents'
import { changeReference } from '../admin/change-reference'
import { isCalendarDate, keepUsedTeams, lockOffice, withoutStaffDay, withStaffDay } from '../admin/office'
import type { ServerContext } from '../context'
import { identityOf, identityWithRole } from '../http/authenticate'
import { notFound } from '../http/refused'
import type { App } from '../http/route'

const tags = ['administration']
const byId = z.object({ id: uuid })
const address = text(320).regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
const date = text(10).refine(isCalendarDate, 'must be a date, YYYY-MM-DD')
const password = text(1000).min(shortestPassword)

const customerBody = customer.omit({ id: true }).extend({
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
  /** Only to set a new one; every device of this agent is then signed out. */
  password: password.optional(),
})

/** Customers, agents, teams and staff days. What is changed here reaches every client through the change log. */
export function administrationRoutes(app: App, context: ServerContext): void {
  const { database, now } = context

  app.put(
    '/v1/customers/:id',
    { schema: { tags, params: byId, body: customerBody, response: { 200: customer } } },
    async (request) => {
      const { workspaceId } = identityWithRole(request, 'administrator', 'managing-partner', 'senior')
      const changed = { id: request.params.id, ...request.body }
      await changeReference(context, workspaceId, () =>
        Promise.resolve({ kind: 'customer', customer: changed }),
      )
      return changed
    },
  )

  app.put(
    '/v1/agents/:id',
    { schema: { tags, params: byId, body: agentBody, response: { 200: agent } } },
    async (request) => {
      const { workspaceId } = identityWithRole(request, 'administrator')
      const { password: fresh, ...fields } = request.body
      const changed = { id: request.params.id, ...fields }
      const hash = fresh === undefined ? null : await hashPassword(fresh)
      await changeReference(context, workspaceId, async (queries) => {
        await requireTeam(queries, workspaceId, changed.teamId)
        if (await findAgent(queries, workspaceId, changed.id))
          await keepAnAdministrator(queries, workspaceId, changed)
        if (hash !== null) await setPassword(queries, workspaceId, changed, hash)
        if (hash !== null || !changed.active) await removeDevicesOf(queries, workspaceId, changed.id)
        return { kind: 'agent', agent: changed }
      })
      context.identities.forget()
      // Passwords are no part of the journal.
      await context.journal?.settle()
      return changed
    },
  )

  app.post(
    '/v1/office/staff-days',
    { schema: { tags, body: z.object({ date, name: filledText(200) }), response: { 200: office } } },
    async (request) => {
      const { workspaceId, agent: author } = identityWithRole(request, 'administrator', 'managing-partner')
      const day = { ...request.body, announcedAt: now(), announcedBy: author.name }
      return changeOffice(workspaceId, (before) => withStaffDay(before, day))
    },
  )

  app.delete(
    '/v1/office/staff-days/:date',
    { schema: { tags, params: z.object({ date }), response: { 200: office } } },
    async (request) => {
      const { workspaceId } = identityWithRole(request, 'administrator', 'managing-partner')
      return changeOffice(workspaceId, (before) => withoutStaffDay(before, request.params.date))
    },
  )

  app.put(
    '/v1/office/teams',
    { schema: { tags, body: z.object({ teams: z.array(team).max(200) }), response: { 200: office } } },
    async (request) => {
      const { workspaceId } = identityWithRole(request, 'administrator')
      const { teams } = request.body
      await keepUsedTeams(database.queries, workspaceId, teams)
      return changeOffice(workspaceId, (before) => ({ ...before, teams }))
    },
  )

  app.get('/v1/agents/:id', { schema: { tags, params: byId, response: { 200: agent } } }, async (request) => {
    const found = await findAgent(database.queries, identityOf(request).workspaceId, request.params.id)
    if (!found) throw notFound('agent')
    return found
  })

  async function changeOffice(
    workspaceId: string,
    work: (before: z.infer<typeof office>) => z.infer<typeof office>,
  ) {
    const change = await changeReference(context, workspaceId, async (queries) => ({
      kind: 'office',
      office: work(await lockOffice(queries, workspaceId)),
    }))
    if (change.body.kind !== 'office') throw new Error('An office change gave something else')
    return change.body.office
  }
}
