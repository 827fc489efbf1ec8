import { sql } from 'drizzle-orm'
import type { Queries } from '../db/database'
import { rows } from '../db/database'
import { Refused } from '../http/refused'

export const windowMs = 15 * 60_000
/** Failed sign-ins within the window, per e-mail address and per network address (an office shares one). */
export const failuresAllowed = { email: 10, address: 100 } as const

type Scope = keyof typeof failuresAllowed
export interface Attempt {
  readonly email: string
  readonly address: string
}

const scopes: readonly Scope[] = ['email', 'address']
const keyOf = (scope: Scope, attempt: Attempt): string => `${scope}:${attempt[scope].toLowerCase()}`

/** Counts this attempt beforehand, so that many at once cannot slip through. Throws 429 when there were too many. */
export async function countAttempt(queries: Queries, attempt: Attempt, now: number): Promise<void> {
  for (const scope of scopes) {
    const [row] = await rows<{ failures: number; started: number }>(
      queries,
      sql`insert into sign_in_attempts as a (key, failures, window_started_at)
        values (${keyOf(scope, attempt)}, 1, ${now}::double precision)
        on conflict (key) do update set
          failures = case when a.window_started_at > ${now - windowMs}::double precision
            then least(a.failures + 1, 1000000) else 1 end,
          window_started_at = case when a.window_started_at > ${now - windowMs}::double precision
            then a.window_started_at else ${now}::double precision end
        returning failures, window_started_at as started`,
    )
    if (row && row.failures > failuresAllowed[scope]) throw tooMany(row.started + windowMs - now)
  }
}

/** A right password clears the count of its e-mail address, and takes its own attempt off the network address. */
export async function forgetAttempts(queries: Queries, attempt: Attempt): Promise<void> {
  await queries.execute(sql`delete from sign_in_attempts where key = ${keyOf('email', attempt)}`)
  await queries.execute(
    sql`update sign_in_attempts set failures = greatest(failures - 1, 0) where key = ${keyOf('address', attempt)}`,
  )
}

/** Drops counts whose window is over. */
export async function dropOldAttempts(queries: Queries, now: number): Promise<void> {
  await queries.execute(
    sql`delete from sign_in_attempts where window_started_at <= ${now - windowMs}::double precision`,
  )
}

function tooMany(waitMs: number): Refused {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return new Refused(
    429,
    'too-many-attempts',
    `Too many failed sign-ins. Try again in ${Math.ceil(seconds / 60)} minutes.`,
    { retryAfterSeconds: seconds },
    { 'retry-after': String(seconds) },
  )
}
