import type { ServerContext } from '../context'
import type { Tx } from '../db/database'
import { writeTransaction } from '../db/database'
import { Refused } from '../refused'
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

/** An account that may be tried, and how well it knows from where. */
interface Candidate {
  /** Null where the address is nobody's. */
  readonly account: Account | null
  /** Names the account in counts and lanes. */
  readonly name: string
  /** From where this agent has signed in before: they go ahead of strangers. */
  readonly isKnown: boolean
  readonly pair: CountKey & { readonly scope: 'pair' }
}

/**
 * A try at one account, counted before its password is looked at. Each account of an address counts by itself, so that whoever
 * has an account of another workspace under the same address gets no more guesses at this one by knowing their own password.
 */
interface CountedTry extends Candidate {
  readonly others: readonly CountKey[]
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
 * to somebody else's account. Of a network that is slow nothing is counted by account before its turn has come: who tries
 * without end, whoever's addresses, would else leave rows without end.
 */
export async function tryPassword(
  context: ServerContext,
  accounts: readonly Account[],
  { password, signInName, origin }: { password: string; signInName: string; origin: Origin },
): Promise<readonly Tried[]> {
  const all = await Promise.all(
    (accounts.length > 0 ? accounts : [null]).map((account) =>
      candidate(context, account, signInName, origin),
    ),
  )
  const strangers = all.filter(({ isKnown }) => !isKnown)
  const slowNetwork = strangers.length > 0 && (await countNetwork(context, origin))
  const tries = await countTries(context, slowNetwork ? all.filter(({ isKnown }) => isKnown) : all)
  const isSlow = (one: CountedTry): boolean => !one.isKnown && one.pauseMs !== null
  const look = (one: CountedTry): Promise<Tried> => lookAt(context, one, password)

  const quick = await Promise.all(tries.filter((one) => !isSlow(one)).map(look))
  const mayWait = !quick.some(({ result }) => result === 'opened')
  const later: readonly Candidate[] = slowNetwork ? strangers : tries.filter(isSlow)
  if (!mayWait || (slowNetwork && !(await networkTurn(context, strangers, origin)))) {
    const done = [...quick, ...later.map(mayWait ? full : skipped)]
    await settle(context, { tries, done, origin, networkCounted: strangers.length > 0 })
    return done
  }
  const slow = slowNetwork ? await countTries(context, strangers) : tries.filter(isSlow)
  const done = [...quick, ...(await lookInLanes(context, slow, { origin, look }))]
  const counted = [...tries.filter((one) => !slow.includes(one)), ...slow]
  await settle(context, { tries: counted, done, origin, networkCounted: strangers.length > 0 })
  return done
}

async function candidate(
  { database: { writing }, now }: ServerContext,
  account: Account | null,
  signInName: string,
  origin: Origin,
): Promise<Candidate> {
  const agentId = account?.agent.id ?? ''
  const name = account ? `${account.workspaceId} ${agentId}` : nobodyNamed(signInName)
  const known = account
    ? await knownOrigin(writing, { workspaceId: account.workspaceId, agentId }, origin, now())
    : { network: false, device: false }
  // A device that is known has a count of its own: a stranger behind the same proxy does not use it up.
  const from = known.device ? `device ${origin.deviceId ?? ''}` : origin.network
  const isKnown = known.network || known.device
  return { account, name, isKnown, pair: { scope: 'pair', of: `${name} ${from}` } }
}

/** Counts tries at these accounts; always the pair before the account, and both before the network, so that nobody deadlocks. */
const countTries = ({ database, now }: ServerContext, candidates: readonly Candidate[]) =>
  writeTransaction(database, async (queries): Promise<readonly CountedTry[]> => {
    const tries: CountedTry[] = []
    for (const one of candidates) tries.push(await countOne(queries, one, now()))
    return tries
  })

async function countOne(queries: Tx, one: Candidate, now: number): Promise<CountedTry> {
  const counted = { ...one, others: [], pauseMs: null, refusal: null }
  const here = await countTry(queries, one.pair, now)
  if (here.isTooMany) return { ...counted, refusal: tooManyAttempts(here.waitMs) }
  if (one.isKnown) return counted
  const everywhere = { scope: 'account', of: one.name } as const
  const { isTooMany, failures } = await countTry(queries, everywhere, now)
  return { ...counted, others: [everywhere], pauseMs: isTooMany ? accountPauseMs(failures) : null }
}

const networkKey = ({ network }: Origin): CountKey => ({ scope: 'network', of: network })

/** Counts a try at accounts that nobody has signed in to from there. Whether it was too much. */
const countNetwork = async ({ database, now }: ServerContext, origin: Origin): Promise<boolean> =>
  (await writeTransaction(database, (queries) => countTry(queries, networkKey(origin), now()))).isTooMany

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

const skipped = ({ account }: Candidate): Tried => ({
  account,
  result: 'not looked at',
  refusal: tooManyAttempts(networkPauseMs),
})
const full = ({ account }: Candidate): Tried => ({
  account,
  result: 'not looked at',
  refusal: tooManyAttempts(10_000),
})

/** A turn in the lane of a slow network; false when the lane is full. It is not held while an account's is waited for. */
async function networkTurn(
  { accounts: { slowLanes } }: ServerContext,
  candidates: readonly Candidate[],
  { network }: Origin,
): Promise<boolean> {
  const turn = { lane: `network ${network}`, from: candidates[0]?.name ?? '', pauseMs: networkPauseMs }
  return (await slowLanes.run(turn, () => Promise.resolve())) !== 'full'
}

/** Looks at each in its account's lane, where it has to. */
const lookInLanes = (
  { accounts: { slowLanes } }: ServerContext,
  tries: readonly CountedTry[],
  { origin, look }: { readonly origin: Origin; readonly look: (one: CountedTry) => Promise<Tried> },
): Promise<readonly Tried[]> =>
  Promise.all(
    tries.map(async (one) => {
      if (one.pauseMs === null || one.refusal) return look(one)
      const turn = { lane: `account ${one.name}`, from: siteOf(origin.network), pauseMs: one.pauseMs }
      const tried = await slowLanes.run(turn, () => look(one))
      return tried === 'full' ? full(one) : tried
    }),
  )

interface Done {
  readonly tries: readonly CountedTry[]
  readonly done: readonly Tried[]
  readonly origin: Origin
  readonly networkCounted: boolean
}

/** A right password ends the count of its own pair; a try that was not looked at, or was right, is taken off the others. */
async function settle(
  { database }: ServerContext,
  { tries, done, origin, networkCounted }: Done,
): Promise<void> {
  const resultOf = (one: CountedTry) => done.find(({ account }) => account === one.account)?.result
  const isWrong = (one: CountedTry): boolean => resultOf(one) === 'wrong'
  const right = tries.filter((one) => !isWrong(one))
  const takesNetworkBack = networkCounted && !tries.some((one) => isWrong(one) && !one.isKnown)
  if (right.length === 0 && !takesNetworkBack) return
  await writeTransaction(database, async (queries) => {
    for (const one of right) {
      if (resultOf(one) === 'opened') await clearCount(queries, one.pair)
      else if (!one.refusal) await takeBack(queries, one.pair)
      for (const key of one.others) await takeBack(queries, key)
    }
    if (takesNetworkBack) await takeBack(queries, networkKey(origin))
  })
}
