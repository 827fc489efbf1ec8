import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { senderDomains as senderDomainsBody } from '../../shared/sync/account-wire'
import { apiError } from '../../shared/sync/wire'
import type { Office } from '../../shared/tickets/people'
import { office, team } from '../../shared/tickets/people'
import { filledText, text } from '../../shared/tickets/values'
import { changeReference } from '../admin/change-reference'
import { isCalendarDate, keepUsedTeams, lockOffice, withoutStaffDay, withStaffDay } from '../admin/office'
import { senderDomains, setSenderDomains } from '../admin/sender-domains'
import type { AuditEntry } from '../audit/audit'
import { writeAudit } from '../audit/audit'
import type { ServerContext } from '../context'
import type { Queries } from '../db/database'
import { transaction } from '../db/database'
import { actorOf } from '../http/actor'
import { identityOf, identityWithRole } from '../http/authenticate'
import type { App } from '../http/route'

const tags = ['administration']
const date = text(10).refine(isCalendarDate, 'must be a date, YYYY-MM-DD')
const answer = { 200: office, '4xx': apiError }

/** The office: its teams, the days on which it is closed, and from where its mail may come. */
export function officeRoutes(app: App, context: ServerContext): void {
  const { database, now, officeAddress } = context

  app.post(
    '/v1/office/staff-days',
    { schema: { tags, body: z.object({ date, name: filledText(200) }), response: answer } },
    (request) => {
      const { agent: author } = identityWithRole(request, 'administrator', 'managing-partner')
      const day = { ...request.body, announcedAt: now(), announcedBy: author.name }
      return changeOffice(request, (before) => ({
        office: withStaffDay(before, day),
        entry: { action: 'staff-day.announced', subject: day.date, after: day },
      }))
    },
  )

  app.delete(
    '/v1/office/staff-days/:date',
    { schema: { tags, params: z.object({ date }), response: answer } },
    (request) => {
      identityWithRole(request, 'administrator', 'managing-partner')
      const { date: withdrawn } = request.params
      return changeOffice(request, (before) => ({
        office: withoutStaffDay(before, withdrawn),
        entry: {
          action: 'staff-day.withdrawn',
          subject: withdrawn,
          before: before.staffDays.find((day) => day.date === withdrawn),
        },
      }))
    },
  )

  app.put(
    '/v1/office/teams',
    { schema: { tags, body: z.object({ teams: z.array(team).max(200) }), response: answer } },
    (request) => {
      const { workspaceId } = identityWithRole(request, 'administrator')
      const { teams } = request.body
      return changeOffice(request, async (before, queries) => {
        await keepUsedTeams(queries, workspaceId, teams)
        return {
          office: { ...before, teams },
          entry: { action: 'teams.changed', subject: 'teams', before: before.teams, after: teams },
        }
      })
    },
  )

  app.get(
    '/v1/office/sender-domains',
    { schema: { tags, response: { 200: senderDomainsBody } } },
    async (request) => ({
      domains: [...(await senderDomains(database.queries, identityOf(request).workspaceId))],
    }),
  )

  app.put(
    '/v1/office/sender-domains',
    { schema: { tags, body: senderDomainsBody, response: { 200: senderDomainsBody, '4xx': apiError } } },
    async (request) => {
      const { workspaceId } = identityWithRole(request, 'administrator')
      const domains = await transaction(database, async (queries) => {
        await lockOffice(queries, workspaceId)
        const before = await senderDomains(queries, workspaceId)
        const after = await setSenderDomains(queries, workspaceId, request.body.domains, officeAddress)
        await writeAudit(queries, context, actorOf(request), {
          action: 'sender-domains.changed',
          subject: 'sender domains',
          before,
          after,
        })
        return after
      })
      await context.journal?.settle()
      return { domains: [...domains] }
    },
  )

  async function changeOffice(
    request: FastifyRequest,
    work: (before: Office, queries: Queries) => OfficeChange | Promise<OfficeChange>,
  ): Promise<Office> {
    const actor = actorOf(request)
    const change = await changeReference(context, actor.workspaceId, async (queries) => {
      const { office: after, entry } = await work(await lockOffice(queries, actor.workspaceId), queries)
      await writeAudit(queries, context, actor, entry)
      return { kind: 'office', office: after }
    })
    if (change.body.kind !== 'office') throw new Error('An office change gave something else')
    return change.body.office
  }
}

interface OfficeChange {
  readonly office: Office
  readonly entry: AuditEntry
}
