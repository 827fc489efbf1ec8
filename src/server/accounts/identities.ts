import type { Database } from '../db/database'
import { identify } from './devices'
import type { Identity } from './identity'

/** How long a reader is known by an earlier look at its token, ms: what another server revoked still reads so long. */
export const rememberedMs = 5000
/** So many at most are remembered at once. */
const mostRemembered = 20_000

/** Who tokens belong to. */
export interface Identities {
  /** Looks now. For everything that changes something. */
  readonly look: (token: string) => Promise<Identity | null>
  /** As `look`, or what a look showed in the last `rememberedMs`: a thousand clients that pull at once ask the database little. */
  readonly recall: (token: string) => Promise<Identity | null>
  /** Rights changed here, or somebody signed out: nothing that was known before counts any more. */
  readonly forget: () => void
}

/**
 * @param now UTC epoch milliseconds
 * @param idleMs after so long without use a sign-in has ended
 * @param forgotten hears of each `forget`
 */
export function createIdentities(
  database: Database,
  now: () => number,
  idleMs: number,
  forgotten: () => void,
): Identities {
  let known = new Map<string, { readonly at: number; readonly identity: Promise<Identity | null> }>()

  function recall(token: string): Promise<Identity | null> {
    const at = now()
    const earlier = known.get(token)
    if (earlier && at - earlier.at < rememberedMs && at >= earlier.at) return earlier.identity
    if (known.size >= mostRemembered) known = new Map()
    const among = known
    const identity = identify(database, database.reading, token, { now: at, idleMs })
    among.set(token, { at, identity })
    // Only who is somebody is remembered: a new sign-in must work at once.
    identity.then(
      (found) => found ?? among.delete(token),
      () => among.delete(token),
    )
    return identity
  }

  return {
    recall,
    look: (token) => identify(database, database.writing, token, { now: now(), idleMs }),
    forget: () => {
      known = new Map()
      forgotten()
    },
  }
}
