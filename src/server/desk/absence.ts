import type { Agent } from '../../shared/tickets/people'
import type { LockedAgents } from '../administration/change-reference'
import { stampAfter } from '../administration/version'
import { notFound, Refused } from '../refused'

/** Until when somebody is away (UTC ms), and who stands in for them. */
export type Absence = Required<Pick<Agent, 'awayUntil' | 'standInId'>>

/** The agent with their own word on their absence. Refuses a stand-in who is not at work in the workspace. */
export function withAbsence(
  { agents, author }: Pick<LockedAgents, 'agents' | 'author'>,
  { awayUntil, standInId }: Absence,
  now: number,
): Agent {
  const { id } = author.agent
  const before = agents.find((agent) => agent.id === id)
  if (!before) throw notFound('agent')
  const standIn = agents.find((agent) => agent.id === standInId)
  if (standInId === id || (standInId !== null && !standIn?.active))
    throw new Refused('unknown-stand-in', 'Choose an active colleague of your workspace as stand-in.')
  return {
    ...before,
    awayUntil: (awayUntil ?? 0) > now ? awayUntil : null,
    standInId,
    ...stampAfter(before, undefined, { by: before.name, at: now }),
  }
}
