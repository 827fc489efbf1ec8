import type { Agent } from '../../shared/tickets/people'
import { actorOf, writeAudit } from '../accounts/audit'
import { endSignIns, storePassword } from '../accounts/credentials'
import type { Identity } from '../accounts/identity'
import { forgetOrigins } from '../accounts/known-origins'
import { hashPassword, requireGoodPassword } from '../accounts/passwords'
import type { ServerContext } from '../context'
import type { Tx } from '../db/database'
import { addAgent, keepAnAdministrator } from '../accounts/agents'
import type { LockedAgents } from './change-reference'
import { changeAgents } from './change-reference'
import { requireTeam } from './office'
import { nextStamp } from './version'

export interface AgentChange {
  readonly changed: Agent
  /** The version that the caller read; undefined for a new agent. */
  readonly readAt: number | undefined
  /** A new one; undefined keeps the present one. */
  readonly password: string | undefined
}

/**
 * Makes or changes an agent. A new password, another address, and the end of the right to sign in end all sign-ins of this
 * agent, and links by mail, in the same transaction. Returns the agent as it is then.
 */
export async function changeAgent(
  context: ServerContext,
  by: Identity,
  address: string,
  { changed: fields, readAt, password }: AgentChange,
): Promise<Agent> {
  const { workspaceId } = by
  const actor = actorOf(by, address)
  if (password !== undefined) requireGoodPassword(password, { ...fields, workspace: by.workspaceName })
  const hash =
    password === undefined ? null : await context.accounts.hashing.run('first', () => hashPassword(password))

  async function work(queries: Tx, { agents, office, author }: LockedAgents) {
    const before = agents.find(({ id }) => id === fields.id)
    const stamp = nextStamp(before ?? null, readAt, { by: author.agent.name, at: context.now() })
    // Who is away and who stands in is the agent's own word; that, and what a newer server has added, is kept.
    const changed = { ...before, ...fields, ...stamp }
    // Nobody who works is in a team that is gone. Who left stays as they were, and is not kept from a new name for that.
    if (before?.teamId !== changed.teamId || (changed.active && !before?.active))
      requireTeam(office, changed.teamId)
    if (before) keepAnAdministrator(agents, changed)
    else await addAgent(queries, workspaceId, changed)
    const owner = { workspaceId, agentId: changed.id }
    if (hash !== null) await storePassword(queries, owner, hash)
    const reason = changed.active ? 'password-changed' : 'account-closed'
    const devices =
      before && endsSignIns(before, changed, hash !== null) ? await endSignIns(queries, owner, reason) : 0
    if (!changed.active) await forgetOrigins(queries, owner, 'all')
    if (hash !== null)
      await writeAudit(queries, context, actor, {
        action: 'password.set',
        subject: changed.id,
        after: { devicesEnded: devices },
      })
    await writeAudit(queries, context, actor, {
      action: 'agent.changed',
      subject: changed.id,
      before,
      after: changed,
    })
    return { kind: 'agent', agent: changed } as const
  }

  const { body } = await changeAgents(context, by, work)
  context.identities.forget()
  if (body.kind !== 'agent') throw new Error('An agent change gave something else')
  return body.agent
}

const endsSignIns = (before: Agent, after: Agent, hasNewPassword: boolean): boolean =>
  hasNewPassword || !after.active || before.email !== after.email
