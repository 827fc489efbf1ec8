import { z } from 'zod'
import { senderDomains as senderDomainsBody } from '../../shared/sync/account-wire'
import { apiError } from '../../shared/sync/wire'
import type { Office } from '../../shared/tickets/people'
import { office, team } from '../../shared/tickets/people'
import { filledText, text } from '../../shared/tickets/values'
import { transactionOf } from '../accounts/hold-right'
import type { Identity } from '../accounts/identity'
import { changeReference } from './change-reference'
import { isCalendarDate, keepUsedTeams, lockOffice, withoutStaffDay, withStaffDay } from './office'
import type { Change } from './version'
import { keptById, nextStamp, stampAfter } from './version'
import { readSenderDomains, setSenderDomains, stampSenderDomains } from './sender-domains'
import type { AuditEntry } from '../accounts/audit'
import { actorOf, writeAudit } from '../accounts/audit'
import type { ServerContext } from '../context'
import type { Tx } from '../db/database'
import { identityOf, identityWithRole } from '../accounts/authenticate'
import type { App } from '../http/route'
import { replacing, version } from './replacing'

const tags = ['administration']
const date = text(10).refine(isCalendarDate, 'must be a date, YYYY-MM-DD')
const answer = { 200: office, '4xx': apiError }

/** The office: its teams, the days on which it is closed, and from where its mail may come. */
export function officeRoutes(app: App, context: ServerContext): void {
  const { database, now, officeAddress } = context

  app.post(
    '/v1/office/staff-days',
    { schema: { tags, body: z.object({ date, name: filledText(200), version }), response: answer } },
    (request) => {
      const author = identityWithRole(request, 'administrator', 'managing-partner')
      const { version: readAt, ...fields } = request.body
      return changeOffice(author, request.ip, (before, change) => {
        const day = { ...fields, announcedAt: change.at, announcedBy: change.by }
        return {
          office: { ...withStaffDay(before, day), ...stampAfter(before, readAt, change) },
          entry: { action: 'staff-day.announced', subject: day.date, after: day },
        }
      })
    },
  )

  app.delete(
    '/v1/office/staff-days/:date',
    {
      schema: {
        tags,
        params: z.object({ date }),
        querystring: z.object({ version: z.coerce.number().int().nonnegative().optional() }),
        response: answer,
      },
    },
    (request) => {
      const author = identityWithRole(request, 'administrator', 'managing-partner')
      const { date: withdrawn } = request.params
      return changeOffice(author, request.ip, (before, change) => ({
        office: {
          ...withoutStaffDay(before, withdrawn, change.at),
          ...stampAfter(before, request.query.version, change),
        },
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
    {
      schema: { ...replacing, body: z.object({ teams: z.array(team).max(200), version }), response: answer },
    },
    (request) => {
      const author = identityWithRole(request, 'administrator')
      const { teams, version: readAt } = request.body
      return changeOffice(author, request.ip, async (before, change, queries) => {
        const stamp = nextStamp(before, readAt, change)
        await keepUsedTeams(queries, author.workspaceId, before, teams)
        return {
          office: { ...before, teams: keptById(before.teams, teams), ...stamp },
          entry: { action: 'teams.changed', subject: 'teams', before: before.teams, after: teams },
        }
      })
    },
  )

  app.get(
    '/v1/office/sender-domains',
    { schema: { tags, response: { 200: senderDomainsBody } } },
    async (request) => ({
      ...(await readSenderDomains(database.reading, identityOf(request).workspaceId)),
    }),
  )

  app.put(
    '/v1/office/sender-domains',
    {
      schema: {
        ...replacing,
        body: senderDomainsBody.pick({ domains: true, version: true }),
        response: { 200: senderDomainsBody, '4xx': apiError },
      },
    },
    async (request) => {
      const author = identityWithRole(request, 'administrator')
      const { workspaceId } = author
      const by = author.agent.name
      const { domains, version: readAt } = request.body
      const changed = await transactionOf(context, author, async (queries) => {
        await lockOffice(queries, workspaceId)
        const current = await readSenderDomains(queries, workspaceId)
        const isNew = current.version === undefined && current.domains.length === 0
        const stamp = nextStamp(isNew ? null : current, readAt, { by, at: now() })
        const after = await setSenderDomains(queries, workspaceId, domains, officeAddress)
        await stampSenderDomains(queries, workspaceId, stamp)
        await writeAudit(queries, context, actorOf(author, request.ip), {
          action: 'sender-domains.changed',
          subject: 'sender domains',
          before: current.domains,
          after,
        })
        return { domains: [...after], ...stamp }
      })
      await context.journal?.settle()
      return changed
    },
  )

  async function changeOffice(
    author: Identity,
    address: string,
    work: (before: Office, change: Change, queries: Tx) => OfficeChange | Promise<OfficeChange>,
  ): Promise<Office> {
    const by = author.agent.name
    const change = await changeReference(context, author, async (queries, before) => {
      const { office: after, entry } = await work(before, { by, at: now() }, queries)
      await writeAudit(queries, context, actorOf(author, address), entry)
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
