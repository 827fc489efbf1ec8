import type { Agent } from '../../shared/tickets/people'
import { findAgent, lockAgents } from '../admin/agents'
import { stampAfter } from '../admin/version'
import type { Identity } from '../accounts/identity'
import type { Queries } from '../db/database'
import { notFound, Refused } from '../http/refused'

/** Until when somebody is away (UTC ms), and who stands in for them. */
export type Absence = Required<Pick<Agent, 'awayUntil' | 'standInId'>>

/** The agent with their own word on their absence. Refuses a stand-in who is not at work in the workspace. */
export async function withAbsence(
  queries: Queries,
  { workspaceId, agent: { id } }: Identity,
  { awayUntil, standInId }: Absence,
  now: number,
): Promise<Agent> {
  const before = (await lockAgents(queries, workspaceId)).find((agent) => agent.id === id)
  if (!before) throw notFound('agent')
  const standIn = standInId === null ? null : await findAgent(queries, workspaceId, standInId)
  if (standInId === id || (standInId !== null && !standIn?.active))
    throw new Refused(400, 'unknown-stand-in', 'Choose an active colleague of your workspace as stand-in.')
  return {
    ...before,
    awayUntil: (awayUntil ?? 0) > now ? awayUntil : null,
    standInId,
    ...stampAfter(before, undefined, { by: before.name, at: now }),
  }
}
