import type { Agent } from '../../shared/tickets/people'
import type { Actor } from '../audit/audit'
import { writeAudit } from '../audit/audit'
import { endSignIns, storePassword } from '../accounts/credentials'
import { hashPassword, requireGoodPassword } from '../accounts/passwords'
import type { ServerContext } from '../context'
import type { Queries } from '../db/database'
import { addAgent, keepAnAdministrator, lockAgents, requireTeam } from './agents'
import { changeReference } from './change-reference'

/**
 * Makes or changes an agent. A new password, another address, and the end of the right to sign in end all sign-ins of this
 * agent, and links by mail, in the same transaction.
 * @param password a new one; undefined keeps the present one
 */
export async function changeAgent(
  context: ServerContext,
  actor: Actor,
  changed: Agent,
  password: string | undefined,
): Promise<void> {
  const { workspaceId } = actor
  if (password !== undefined) requireGoodPassword(password, changed)
  const hash =
    password === undefined ? null : await context.accounts.hashing.run('first', () => hashPassword(password))

  async function work(queries: Queries) {
    const agents = await lockAgents(queries, workspaceId)
    const before = agents.find(({ id }) => id === changed.id)
    // An agent who stays in a team is not kept from a new name because that team has gone.
    if (before?.teamId !== changed.teamId) await requireTeam(queries, workspaceId, changed.teamId)
    if (before) keepAnAdministrator(agents, changed)
    else await addAgent(queries, workspaceId, changed)
    const owner = { workspaceId, agentId: changed.id }
    if (hash !== null) await storePassword(queries, owner, hash)
    const devices =
      before && endsSignIns(before, changed, hash !== null) ? await endSignIns(queries, owner) : 0
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

  await changeReference(context, workspaceId, work)
  context.identities.forget()
}

const endsSignIns = (before: Agent, after: Agent, hasNewPassword: boolean): boolean =>
  hasNewPassword || !after.active || before.email !== after.email
