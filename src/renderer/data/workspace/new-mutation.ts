import { uuidV7 } from '../../../shared/uuid-v7'
import type { ApiError } from '../../../shared/sync/wire'
import { whyTooLarge } from '../../../shared/sync/wire-size'
import { findAct, newestVersion } from '../../../shared/tickets/acts/find'
import { parseMutation } from '../../../shared/tickets/mutations'
import type { MutationEnvelope, Seen } from '../../../shared/tickets/mutations'

const EARLIEST = 946_684_800_000
const LATEST = 7_258_118_400_000

type Built =
  | { readonly ok: true; readonly mutation: MutationEnvelope }
  | { readonly ok: false; readonly error: ApiError }

/** Cryptographic randomness as a number in [0, 1). */
export const secureRandom = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32

/** Builds the envelope of what a person does, at server time as this device knows it (ms). What the server could never take is refused here, before it is saved. */
export function newMutation(
  what: {
    readonly type: string
    readonly ticketId: string
    readonly args: unknown
    readonly seen: Seen
  },
  serverTime: { readonly now: number; readonly isCertain: boolean },
): Built {
  const writtenAt = Math.min(LATEST, Math.max(EARLIEST, serverTime.now))
  const { type, ticketId, args, seen } = what
  const act = findAct(type)
  const mutation: MutationEnvelope = {
    id: uuidV7(writtenAt, secureRandom),
    type,
    v: act ? newestVersion(act) : 1,
    ticketId,
    args,
    seen,
    after: [],
    writtenAt,
    ...(serverTime.isCertain ? {} : { clock: 'uncertain' as const }),
  }
  const parsed = parseMutation(mutation)
  if (!parsed.ok) return { ok: false, error: { code: parsed.code, message: parsed.message } }
  const tooLarge = whyTooLarge(mutation)
  if (tooLarge) return { ok: false, error: tooLarge }
  return { ok: true, mutation }
}
