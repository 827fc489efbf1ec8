import { cutText } from '../../shared/cut-text'
import { setTimeout as pause } from 'node:timers/promises'
import type { Session, SignInRequest } from '../../shared/sync/wire'
import { writeAudit } from './audit'
import { noteLimitedSignIn, noteRefusedSignIn } from './refused-sign-ins'
import type { ServerContext } from '../context'
import { writeTransaction } from '../db/database'
import { Refused } from '../refused'
import type { Account } from './credentials'
import { accountsNamed, signInNameOf } from './credentials'
import { addDevice } from './devices'
import type { Origin } from './known-origins'
import { rememberOrigin } from './known-origins'
import { networkOf } from './network'
import type { Tried } from './sign-in-tries'
import { tryPassword } from './sign-in-tries'

/** Refusals leave at a whole multiple of this, ms: how long they took tells nothing of how many accounts were looked at. */
const refusedEveryMs = 250

/**
 * Signs in with e-mail address and password. Throws `sign-in-refused` without saying which of the two was wrong,
 * `too-many-attempts` after too many failures (see decision 17), and `choose-workspace`, with their names, when the password
 * is right in several workspaces.
 * @param address the network address that it came from
 */
export async function signIn(
  context: ServerContext,
  request: SignInRequest,
  address: string,
): Promise<Session> {
  const began = performance.now()
  try {
    return await attempt(context, request, address)
  } catch (error) {
    if (error instanceof Refused && isOfTheCaller(error)) {
      logRefusal(context, error, address)
      await pause(refusedEveryMs - ((performance.now() - began) % refusedEveryMs))
    }
    throw error
  }
}

/** The caller's own doing, which a server that is too busy is not. */
const isOfTheCaller = ({ code }: Refused): boolean =>
  code === 'sign-in-refused' || code === 'too-many-attempts'

/** For fail2ban and for people; see docs/running-a-server.md. Whose address was tried stands in the audit trail, not here. */
function logRefusal({ log }: ServerContext, { code }: Refused, address: string): void {
  log.info({ event: 'sign-in-refused', address, reason: code }, 'sign-in refused')
}

async function attempt(context: ServerContext, request: SignInRequest, address: string): Promise<Session> {
  const { password, workspaceId, deviceId } = request
  const queries = context.database.writing
  const signInName = await signInNameOf(queries, request.email)
  const named = await accountsNamed(queries, signInName)
  // An account of a workspace that was not asked for is not tried, and so not counted either.
  const accounts = named.filter((account) => workspaceId === undefined || account.workspaceId === workspaceId)
  const origin: Origin = { network: networkOf(address), deviceId }
  const tries = await tryPassword(context, accounts, { password, signInName, origin })
  const opened = tries.flatMap(({ account, result }) => (account && result === 'opened' ? [account] : []))
  if (opened.length > 1) throw chooseWorkspace(opened)
  const [account] = opened
  const session = account && (await startSession(context, account, request, origin, address))
  if (session) return session
  await noteTries(context, tries, { address, network: origin.network })
  const limited = tries.flatMap((one) => (one.result === 'not looked at' ? [one.refusal] : []))
  throw limited[0] ?? new Refused('sign-in-refused', 'The e-mail address or the password is wrong.')
}

/** Writes down a sign-in that opened nothing: each wrong password, and how many were not looked at any more. */
async function noteTries(
  context: ServerContext,
  tries: readonly Tried[],
  where: { readonly address: string; readonly network: string },
): Promise<void> {
  const agentsOf = (of: (one: Tried) => boolean) =>
    tries
      .filter(of)
      .flatMap(({ account }) =>
        account ? [{ workspaceId: account.workspaceId, agentId: account.agent.id }] : [],
      )
  const isNobodys = !tries.some(({ account }) => account)
  const wrong = agentsOf(({ result }) => result !== 'not looked at')
  if (wrong.length > 0 || isNobodys) await noteRefusedSignIn(context, { ...where, agents: wrong })
  const unread = agentsOf((one) => one.result === 'not looked at' && one.refusal.code === 'too-many-attempts')
  if (unread.length > 0) await noteLimitedSignIn(context, { address: where.address, agents: unread })
}

const chooseWorkspace = (accounts: readonly Account[]): Refused =>
  new Refused(
    'choose-workspace',
    cutText(
      `You work in several workspaces: ${accounts.map(({ workspaceName }) => workspaceName).join(', ')}. Choose one.`,
      2000,
    ),
    {
      details: {
        workspaces: accounts.map(({ workspaceId, workspaceName }) => ({
          id: workspaceId,
          name: workspaceName,
        })),
      },
    },
  )

/** Undefined when the account's password or right to sign in changed while its password was looked at. */
function startSession(
  context: ServerContext,
  { workspaceId, workspaceName, passwordHash, agent }: Account,
  { device, deviceId }: SignInRequest,
  origin: Origin,
  address: string,
): Promise<Session | undefined> {
  const { database, random, now } = context
  const owner = { workspaceId, agentId: agent.id }
  return writeTransaction(database, async (queries) => {
    const fresh = { name: device, clientId: deviceId ?? null, passwordHash }
    const added = await addDevice(queries, random, owner, fresh, now())
    if (added === null) return undefined
    await rememberOrigin(queries, owner, origin, now())
    const actor = { ...owner, deviceId: added.id, address }
    for (const { id, name } of added.replaced)
      await writeAudit(queries, context, actor, {
        action: 'device.ended',
        subject: agent.id,
        before: { deviceId: id, name },
      })
    await writeAudit(queries, context, actor, { action: 'sign-in', subject: agent.id, after: { device } })
    return { token: added.token, workspaceId, workspaceName, agent }
  })
}
