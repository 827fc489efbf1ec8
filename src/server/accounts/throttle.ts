import { sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import type { Database, Tx } from '../db/database'
import { returned, writeTransaction } from '../db/database'
import { Refused } from '../refused'

export const windowMs = 15 * 60_000
const windows = { pair: windowMs, account: 4 * windowMs, network: windowMs } as const

/**
 * Wrong tries within the window of their scope. Decision 17 says why these.
 * - `pair`: at one account from one network, or from one device that has signed in to it before; beyond it they are refused;
 * - `account`: at one account from everywhere that it was never signed in from; beyond it they go one at a time;
 * - `network`: at all accounts from one network; beyond it they go one at a time.
 */
export const failuresAllowed = { pair: 10, account: 50, network: 100 } as const

/** How long a network's lane stands still after a try, ms. */
export const networkPauseMs = 500

/** The longest pause of an account's lane, ms. The app gives up a sign-in after 20 s: a right password gets through before. */
const longestPauseMs = 15_000
/** How long a try waits in a lane at most, ms. */
export const lanePatienceMs = 18_000

/**
 * How long an account's lane stands still after a try, ms: half a second, and twice as long after each ten wrong tries more.
 * From everywhere together this allows some 330 guesses an hour.
 */
export const accountPauseMs = (failures: number): number =>
  Math.min(
    longestPauseMs,
    networkPauseMs * 2 ** Math.floor(Math.max(0, failures - failuresAllowed.account - 1) / 10),
  )

/** What is counted: a scope, and of whom. */
export interface CountKey {
  readonly scope: keyof typeof failuresAllowed
  readonly of: string
}

/** What stands for an account where an address is nobody's, so that it answers as any other does. */
export const nobodyNamed = (signInName: string): string =>
  `nobody ${createHash('sha256').update(signInName).digest('base64url')}`

const textOf = ({ scope, of }: CountKey): string => `${scope}:${of}`

/** Counts a try before it is made, so that many at once cannot slip through. */
export async function countTry(
  queries: Tx,
  key: CountKey,
  now: number,
): Promise<{ readonly isTooMany: boolean; readonly failures: number; readonly waitMs: number }> {
  const window = windows[key.scope]
  const [row] = await returned<{ failures: number; started: number }>(
    queries,
    sql`insert into sign_in_attempts as a (key, failures, window_started_at)
      values (${textOf(key)}, 1, ${now}::double precision)
      on conflict (key) do update set
        failures = case when a.window_started_at > ${now - window}::double precision
          then least(a.failures + 1, 1000000) else 1 end,
        window_started_at = case when a.window_started_at > ${now - window}::double precision
          then a.window_started_at else ${now}::double precision end
      returning failures, window_started_at as started`,
  )
  if (!row) throw new Error('A count gave no row')
  const { failures, started } = row
  return { isTooMany: failures > failuresAllowed[key.scope], failures, waitMs: started + window - now }
}

/** Counts a try, or throws `too-many-attempts` when there were too many: a try that is refused stays counted. */
export async function countOrRefuse(database: Database, key: CountKey, now: number): Promise<void> {
  const { isTooMany, waitMs } = await writeTransaction(database, (queries) => countTry(queries, key, now))
  if (isTooMany) throw tooManyAttempts(waitMs)
}

/** Takes one try back that was not wrong after all. What others tried wrongly stays counted; a count of none is dropped. */
export async function takeBack(queries: Tx, key: CountKey): Promise<void> {
  await queries.execute(sql`update sign_in_attempts set failures = failures - 1 where key = ${textOf(key)}`)
  await queries.execute(sql`delete from sign_in_attempts where key = ${textOf(key)} and failures <= 0`)
}

/** A right password ends the count of its own pair: whoever mistyped before begins anew. */
export async function clearCount(queries: Tx, key: CountKey & { readonly scope: 'pair' }): Promise<void> {
  await queries.execute(sql`delete from sign_in_attempts where key = ${textOf(key)}`)
}

/** Drops counts whose window is over, the longest one. */
export async function dropOldAttempts(queries: Tx, now: number): Promise<void> {
  await queries.execute(
    sql`delete from sign_in_attempts where window_started_at <= ${now - windows.account}::double precision`,
  )
}

export function tooManyAttempts(waitMs: number): Refused {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  const wait = seconds < 60 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
  return new Refused('too-many-attempts', `Too many failed sign-ins. Try again in ${wait}.`, {
    details: { retryAfterSeconds: seconds },
    retryAfterSeconds: seconds,
  })
}
