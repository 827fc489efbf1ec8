import { z } from 'zod'
import { apiError, deskAnswer, deskReport, presence, presenceOthers } from '../../shared/sync/wire'
import { agent, office, standInRules } from '../../shared/tickets/people'
import { instant, uuid } from '../../shared/tickets/values'
import { transactionOf } from '../accounts/hold-right'
import { changeAgents, changeReference } from '../administration/change-reference'
import { nextStamp } from '../administration/version'
import type { ServerContext } from '../context'
import { withAbsence } from './absence'
import { bellsSince, noteBells } from './bells'
import { deskTimes, isLastUsed, noteDesk, standInRulesOf } from './desks'
import { identityOf, identityWithRole } from '../accounts/authenticate'
import type { App } from '../http/route'
import { colleaguesOn, noteSighting } from './presence'

const tags = ['desk']
const absenceBody = z.object({ awayUntil: instant.nullable(), standInId: uuid.nullable() })

/** Who is at a desk, and on which ticket, what has rung for whom, and who stands in. */
export function deskRoutes(app: App, context: ServerContext): void {
  const { database, now } = context

  app.post(
    '/v1/desk',
    { schema: { tags, body: deskReport, response: { 200: deskAnswer, '4xx': apiError } } },
    async (request) => {
      const who = identityOf(request)
      const { reading } = database
      const { idleMs, rung, since = 0 } = request.body
      const at = now()
      const rules = await standInRulesOf(reading, who.workspaceId)
      await transactionOf(context, who, async (inside) => {
        await noteDesk(inside, who, idleMs, at)
        await noteBells(inside, who, rung, at)
      })
      return {
        at,
        until: await deskTimes(reading, who.workspaceId, rules, at),
        isLastUsed: await isLastUsed(reading, who, rules, at),
        rung: await bellsSince(reading, who, since),
      }
    },
  )

  app.post(
    '/v1/presence',
    { schema: { tags: ['sync'], body: presence, response: { 200: presenceOthers } } },
    async (request) => {
      const who = identityOf(request)
      const { reading } = database
      await transactionOf(context, who, (inside) => noteSighting(inside, who, request.body, now()))
      return { others: await colleaguesOn(reading, who, request.body.ticketId, now()) }
    },
  )

  app.put(
    '/v1/me/absence',
    {
      schema: {
        tags,
        description: 'Everybody says of themselves until when they are away and who stands in for them.',
        body: absenceBody,
        response: { 200: agent, '4xx': apiError },
      },
    },
    async (request) => {
      const who = identityOf(request)
      const { body } = await changeAgents(context, who, (_queries, locked) =>
        Promise.resolve({ kind: 'agent', agent: withAbsence(locked, request.body, now()) }),
      )
      context.identities.forget()
      if (body.kind !== 'agent') throw new Error('An agent change gave something else')
      return body.agent
    },
  )

  app.put(
    '/v1/office/stand-ins',
    {
      schema: {
        tags,
        description:
          'Who is told, after how many office minutes, of a deadline whose owner is not there. "version": of the office as it was read.',
        body: standInRules.extend({ version: z.number().int().nonnegative().optional() }),
        response: { 200: office, '4xx': apiError },
      },
    },
    async (request) => {
      const author = identityWithRole(request, 'administrator', 'managing-partner')
      const { version, ...standIns } = request.body
      const { body } = await changeReference(context, author, (_queries, before) => {
        const stamp = nextStamp(before, version, { by: author.agent.name, at: now() })
        return Promise.resolve({ kind: 'office', office: { ...before, standIns, ...stamp } })
      })
      if (body.kind !== 'office') throw new Error('An office change gave something else')
      return body.office
    },
  )
}
