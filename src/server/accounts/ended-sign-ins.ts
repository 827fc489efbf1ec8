import { sql } from 'drizzle-orm'
import type { SignInEnd } from '../../shared/sync/account-wire'
import { signInEnd } from '../../shared/sync/account-wire'
import type { Reader, Tx } from '../db/database'
import { rows } from '../db/database'
import { tokenHash } from './devices'

/**
 * Why the sign-in of a token was ended; null for one that ended by time, and for what never was one. Who has the token was signed in:
 * nobody else learns of it.
 */
export async function whyEnded(queries: Reader, token: string): Promise<SignInEnd | null> {
  const [row] = await rows<{ reason: string }>(
    queries,
    sql`select reason from ended_sign_ins where token_hash = ${tokenHash(token)}`,
  )
  const reason = signInEnd.safeParse(row?.reason)
  return reason.success ? reason.data : null
}

/** Drops what is known of sign-ins that would have ended by time meanwhile. */
export async function dropOldEnds(queries: Tx, now: number): Promise<void> {
  await queries.execute(sql`delete from ended_sign_ins where until <= ${now}::double precision`)
}
