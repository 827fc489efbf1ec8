import { cutText } from '../../shared/cut-text'
import { setTimeout as pause } from 'node:timers/promises'
import type { Session, SignInRequest } from '../../shared/sync/wire'
import { writeAudit } from '../audit/audit'
import { noteRefusedSignIn } from '../audit/refused-sign-ins'
import type { ServerContext } from '../context'
import { transaction } from '../db/database'
import { Refused } from '../http/refused'
import type { Account } from './credentials'
import { accountsNamed, signInNameOf } from './credentials'
import { addDevice } from './devices'
import type { Origin } from './known-origins'
import { knownOrigin, rememberOrigin } from './known-origins'
import { networkOf } from './network'
import { passwordMatches } from './passwords'
import type { CountKey } from './throttle'
import { accountDigest, clearCount, countOrRefuse, countTry, takeBack, tooManyAttempts } from './throttle'

/** Refusals leave at a whole multiple of this, ms: how long they took tells nothing of how many accounts were looked at. */
const refusedEveryMs = 250

/**
 * Signs in with e-mail address and password. Throws 401 `sign-in-refused` without saying which of the two was wrong, 429
 * `too-many-attempts` after too many failures (see decision 17), and 409 `choose-workspace`, with their names, when the password
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
    if (error instanceof Refused && (error.status === 401 || error.status === 429)) {
      logRefusal(context, error, address)
      await pause(refusedEveryMs - ((performance.now() - began) % refusedEveryMs))
    }
    throw error
  }
}

/** For fail2ban and for people; see docs/running-a-server.md. Whose address was tried stands in the audit trail, not here. */
function logRefusal({ log }: ServerContext, { code }: Refused, address: string): void {
  log.info({ event: 'sign-in-refused', address, reason: code }, 'sign-in refused')
}

async function attempt(context: ServerContext, request: SignInRequest, address: string): Promise<Session> {
  const queries = context.database.writing
  const name = await signInNameOf(queries, request.email)
  const accounts = await accountsNamed(queries, name)
  const origin: Origin = { network: networkOf(address), deviceId: request.deviceId }
  const tried = await countThisTry(context, accounts, name, origin)
  const matching = await matchingAccounts(context, accounts, request, tried).catch(async (error: unknown) => {
    // No password was looked at: it counts as no try.
    for (const key of tried.counted) await takeBack(queries, key)
    throw error
  })
  if (matching.length > 1) {
    await forgiveTry(context, tried)
    throw chooseWorkspace(matching)
  }
  const [account] = matching
  const session = account && (await startSession(context, account, request, origin, address))
  if (!session) {
    const agents = accounts.map(({ workspaceId, agent }) => ({ workspaceId, agentId: agent.id }))
    await noteRefusedSignIn(context, { agents, address, network: origin.network })
    throw new Refused(401, 'sign-in-refused', 'The e-mail address or the password is wrong.')
  }
  await forgiveTry(context, tried)
  return session
}

/** A try as it was counted beforehand. */
interface CountedTry {
  readonly pair: CountKey & { readonly scope: 'pair' }
  readonly counted: readonly CountKey[]
  /** Somebody who has signed in from there before: they go ahead of strangers. */
  readonly isKnown: boolean
  /** The network whose tries go one at a time; null when this one need not wait. */
  readonly slowNetwork: string | null
}

async function countThisTry(
  { database, now }: ServerContext,
  accounts: readonly Account[],
  signInName: string,
  origin: Origin,
): Promise<CountedTry> {
  const queries = database.writing
  const agents = accounts.map(({ workspaceId, agent }) => ({ workspaceId, agentId: agent.id }))
  const known = await knownOrigin(queries, agents, origin, now())
  const isKnown = known.network || known.device
  const account = accountDigest(signInName)
  // A device that is known has a count of its own: a stranger behind the same proxy does not use it up.
  const from = known.device ? `device ${origin.deviceId ?? ''}` : origin.network
  const pair = { scope: 'pair', of: `${account} ${from}` } as const
  await countOrRefuse(queries, pair, now())
  if (isKnown) return { pair, counted: [pair], isKnown, slowNetwork: null }
  const everywhere: CountKey = { scope: 'account', of: account }
  await countOrRefuse(queries, everywhere, now())
  const network: CountKey = { scope: 'network', of: origin.network }
  const { isTooMany } = await countTry(queries, network, now())
  return {
    pair,
    counted: [pair, everywhere, network],
    isKnown,
    slowNetwork: isTooMany ? origin.network : null,
  }
}

/** A right password ends the count of its own pair, and takes its own try off the others: what others did stays counted. */
async function forgiveTry({ database }: ServerContext, { pair, counted }: CountedTry): Promise<void> {
  for (const key of counted) if (key !== pair) await takeBack(database.writing, key)
  await clearCount(database.writing, pair)
}

/** The accounts whose password it is. Where there is none at all, as much is computed as for one. */
async function matchingAccounts(
  { accounts: { hashing, slowLanes } }: ServerContext,
  accounts: readonly Account[],
  { password, workspaceId }: SignInRequest,
  { isKnown, slowNetwork }: CountedTry,
): Promise<readonly Account[]> {
  const check = (hash: string | null): Promise<boolean> =>
    hashing.run(isKnown ? 'first' : 'ordinary', () => passwordMatches(hash, password))
  const checkAll = async (): Promise<readonly Account[]> => {
    const matching: Account[] = []
    if (accounts.length === 0) await check(null)
    for (const account of accounts) if (await check(account.passwordHash)) matching.push(account)
    return matching.filter((account) => workspaceId === undefined || account.workspaceId === workspaceId)
  }
  const matching = slowNetwork === null ? await checkAll() : await slowLanes.run(slowNetwork, checkAll)
  if (matching === 'full') throw tooManyAttempts(10_000)
  return matching
}

const chooseWorkspace = (accounts: readonly Account[]): Refused =>
  new Refused(
    409,
    'choose-workspace',
    cutText(
      `You work in several workspaces: ${accounts.map(({ workspaceName }) => workspaceName).join(', ')}. Choose one.`,
      2000,
    ),
    {
      workspaces: accounts.map(({ workspaceId, workspaceName }) => ({
        id: workspaceId,
        name: workspaceName,
      })),
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
  return transaction(database, async (queries) => {
    const fresh = { name: device, clientId: deviceId ?? null, passwordHash }
    const added = await addDevice(queries, random, owner, fresh, now())
    if (added === null) return undefined
    await rememberOrigin(queries, owner, origin, now())
    const actor = { ...owner, deviceId: added.id, address }
    await writeAudit(queries, context, actor, { action: 'sign-in', subject: agent.id, after: { device } })
    return { token: added.token, workspaceId, workspaceName, agent }
  })
}
