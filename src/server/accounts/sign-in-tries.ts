import type { ServerContext } from '../context'
import { Refused } from '../http/refused'
import type { Account } from './credentials'
import type { Origin } from './known-origins'
import { knownOrigin } from './known-origins'
import { siteOf } from './network'
import { passwordMatches } from './passwords'
import type { CountKey } from './throttle'
import {
  accountPauseMs,
  clearCount,
  countTry,
  networkPauseMs,
  nobodyNamed,
  takeBack,
  tooManyAttempts,
} from './throttle'

/**
 * A try at one account, counted before its password is looked at. Each account of an address counts by itself, so that whoever
 * has an account of another workspace under the same address gets no more guesses at this one by knowing their own password.
 */
interface CountedTry {
  /** Null where the address is nobody's. */
  readonly account: Account | null
  /** Names the account in counts and lanes. */
  readonly name: string
  readonly pair: CountKey & { readonly scope: 'pair' }
  readonly others: readonly CountKey[]
  /** From where this agent has signed in before: they go ahead of strangers. */
  readonly isKnown: boolean
  /** How long the account's lane stands still after this try, ms; null when it need not go through the lane. */
  readonly pauseMs: number | null
  /** Why its password is not looked at. */
  readonly refusal: Refused | null
}

/** What came of a try at one account: its password was looked at, or not. */
export type Tried =
  | { readonly account: Account | null; readonly result: 'opened' | 'wrong' }
  | { readonly account: Account | null; readonly result: 'not looked at'; readonly refusal: Refused }

/**
 * Tries a password at all accounts of an address. Those that it opens are forgiven the try; at all others it stays counted. An
 * account that must be gone to slowly is looked at only when no other was opened: nobody waits because of what strangers do
 * to somebody else's account.
 */
export async function tryPassword(
  context: ServerContext,
  accounts: readonly Account[],
  { password, signInName, origin }: { password: string; signInName: string; origin: Origin },
): Promise<readonly Tried[]> {
  const tries: CountedTry[] = []
  for (const account of accounts.length > 0 ? accounts : [null])
    tries.push(await countThisTry(context, account, signInName, origin))
  const slowNetwork = await countNetwork(context, tries, origin)
  const isSlow = (one: CountedTry): boolean => !one.isKnown && (slowNetwork || one.pauseMs !== null)
  const look = (one: CountedTry): Promise<Tried> => lookAt(context, one, password)

  const quick = await Promise.all(tries.filter((one) => !isSlow(one)).map(look))
  const slow = tries.filter(isSlow)
  const mayWait = !quick.some(({ result }) => result === 'opened')
  const looked = mayWait ? await lookSlowly(context, slow, { origin, slowNetwork, look }) : slow.map(skipped)
  const done = [...quick, ...looked]
  await settle(context, tries, done, origin)
  return done
}

async function countThisTry(
  { database: { writing }, now }: ServerContext,
  account: Account | null,
  signInName: string,
  origin: Origin,
): Promise<CountedTry> {
  const agentId = account?.agent.id ?? ''
  const name = account ? `${account.workspaceId} ${agentId}` : nobodyNamed(signInName)
  const known = account
    ? await knownOrigin(writing, { workspaceId: account.workspaceId, agentId }, origin, now())
    : { network: false, device: false }
  const isKnown = known.network || known.device
  // A device that is known has a count of its own: a stranger behind the same proxy does not use it up.
  const from = known.device ? `device ${origin.deviceId ?? ''}` : origin.network
  const pair = { scope: 'pair', of: `${name} ${from}` } as const
  const here = await countTry(writing, pair, now())
  const counted = { account, name, pair, others: [], isKnown, pauseMs: null, refusal: null }
  if (here.isTooMany) return { ...counted, refusal: tooManyAttempts(here.waitMs) }
  if (isKnown) return counted
  const everywhere = { scope: 'account', of: name } as const
  const { isTooMany, failures } = await countTry(writing, everywhere, now())
  return { ...counted, others: [everywhere], pauseMs: isTooMany ? accountPauseMs(failures) : null }
}

const networkKey = ({ network }: Origin): CountKey => ({ scope: 'network', of: network })
const isOfNetwork = ({ isKnown, refusal }: CountedTry): boolean => !isKnown && refusal === null

/** Counts what is tried at accounts that nobody has signed in to from there. Whether it was too much. */
async function countNetwork(
  { database, now }: ServerContext,
  tries: readonly CountedTry[],
  origin: Origin,
): Promise<boolean> {
  if (!tries.some(isOfNetwork)) return false
  return (await countTry(database.writing, networkKey(origin), now())).isTooMany
}

async function lookAt(
  { accounts: { hashing } }: ServerContext,
  { account, isKnown, refusal }: CountedTry,
  password: string,
): Promise<Tried> {
  if (refusal) return { account, result: 'not looked at', refusal }
  try {
    const check = () => passwordMatches(account?.passwordHash ?? null, password)
    const isRight = await hashing.run(isKnown ? 'first' : 'ordinary', check)
    return { account, result: isRight ? 'opened' : 'wrong' }
  } catch (error) {
    if (error instanceof Refused) return { account, result: 'not looked at', refusal: error }
    throw error
  }
}

const skipped = ({ account }: CountedTry): Tried => ({
  account,
  result: 'not looked at',
  refusal: tooManyAttempts(networkPauseMs),
})

/** First a turn in the network's lane, then one in each account's: neither is held while the other is waited for. */
async function lookSlowly(
  { accounts: { slowLanes } }: ServerContext,
  tries: readonly CountedTry[],
  {
    origin,
    slowNetwork,
    look,
  }: { origin: Origin; slowNetwork: boolean; look: (one: CountedTry) => Promise<Tried> },
): Promise<readonly Tried[]> {
  if (tries.length === 0) return []
  const full = (one: CountedTry): Tried => ({ ...skipped(one), refusal: tooManyAttempts(10_000) }) as Tried
  if (slowNetwork) {
    const turn = { lane: `network ${origin.network}`, from: tries[0]?.name ?? '', pauseMs: networkPauseMs }
    if ((await slowLanes.run(turn, () => Promise.resolve())) === 'full') return tries.map(full)
  }
  return Promise.all(
    tries.map(async (one) => {
      if (one.pauseMs === null || one.refusal) return look(one)
      const turn = { lane: `account ${one.name}`, from: siteOf(origin.network), pauseMs: one.pauseMs }
      const tried = await slowLanes.run(turn, () => look(one))
      return tried === 'full' ? full(one) : tried
    }),
  )
}

/** A right password ends the count of its own pair; a try that was not looked at, or was right, is taken off the others. */
async function settle(
  { database: { writing } }: ServerContext,
  tries: readonly CountedTry[],
  done: readonly Tried[],
  origin: Origin,
): Promise<void> {
  let isWrongHere = false
  for (const one of tries) {
    const result = done.find(({ account }) => account === one.account)?.result
    if (result === 'wrong') {
      isWrongHere ||= isOfNetwork(one)
      continue
    }
    for (const key of one.others) await takeBack(writing, key)
    if (result === 'opened') await clearCount(writing, one.pair)
    else if (!one.refusal) await takeBack(writing, one.pair)
  }
  if (!isWrongHere && tries.some(isOfNetwork)) await takeBack(writing, networkKey(origin))
}
