import { sql } from 'drizzle-orm'
import { actorOf, writeAudit } from './audit'
import { noteLimitedSignIn } from './refused-sign-ins'
import type { ServerContext } from '../context'
import { rows, writeTransaction } from '../db/database'
import { Refused } from '../refused'
import { endSignIns, lockCredentials, storePassword } from './credentials'
import { clientIdOf } from './devices'
import { holdRight, transactionOf } from './hold-right'
import type { Identity } from './identity'
import { rememberOrigin } from './known-origins'
import { networkOf } from './network'
import { hashPassword, passwordMatches, requireGoodPassword } from './passwords'
import type { CountKey } from './throttle'
import { clearCount, countOrRefuse } from './throttle'

/**
 * An agent changes their own password, knowing the present one. All other devices are signed out; returns how many. Throws
 * `wrong-password`, `too-many-attempts`, what `requireGoodPassword` throws, and `password-changed` when somebody else set another
 * one meanwhile.
 */
export async function changeOwnPassword(
  context: ServerContext,
  by: Identity,
  passwords: { readonly present: string; readonly next: string },
  address: string,
): Promise<number> {
  const { database, now, accounts } = context
  const { workspaceId, workspaceName, agent, deviceId } = by
  const owner = { workspaceId, agentId: agent.id }
  requireGoodPassword(passwords.next, { ...agent, workspace: workspaceName })
  const pair = { scope: 'pair', of: `own ${deviceId}` } as const satisfies CountKey
  const actor = actorOf(by, address)
  try {
    await countOrRefuse(database, pair, now())
  } catch (error) {
    await noteLimitedSignIn(context, { agents: [owner], address })
    logRefusal(context, address, 'too-many-attempts')
    throw error
  }
  const [stored] = await rows<{ hash: string | null }>(
    database.writing,
    sql`select password_hash as hash from agents where workspace_id = ${workspaceId}::uuid and id = ${agent.id}::uuid`,
  )
  const checked = stored?.hash ?? null
  if (!(await accounts.hashing.run('first', () => passwordMatches(checked, passwords.present)))) {
    await transactionOf(context, by, (queries) =>
      writeAudit(queries, context, actor, { action: 'password.refused', subject: agent.id }),
    )
    logRefusal(context, address, 'wrong-password')
    throw new Refused('wrong-password', 'The present password is not right.')
  }
  await writeTransaction(database, (queries) => clearCount(queries, pair))
  const hash = await accounts.hashing.run('first', () => hashPassword(passwords.next))
  const ended = await writeTransaction(database, async (queries) => {
    const locked = await lockCredentials(queries, owner)
    await holdRight(queries, by, now())
    if (locked?.passwordHash !== checked)
      throw new Refused('password-changed', 'The password was changed meanwhile. Sign in again with it.')
    await storePassword(queries, owner, hash)
    const devices = await endSignIns(queries, owner, 'password-changed', deviceId)
    const clientId = await clientIdOf(queries, { workspaceId, deviceId })
    await rememberOrigin(queries, owner, { network: networkOf(address), deviceId: clientId }, now())
    await writeAudit(queries, context, actor, {
      action: 'password.changed',
      subject: agent.id,
      after: { devicesEnded: devices },
    })
    return devices
  })
  context.identities.forget()
  await context.journal?.settle()
  return ended
}

/** In the form of a refused sign-in: whoever found a device open guesses here. */
function logRefusal({ log }: ServerContext, address: string, reason: string): void {
  log.info({ event: 'own-password-refused', address, reason }, 'present password refused')
}
