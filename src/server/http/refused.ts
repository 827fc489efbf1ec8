import type { SignInEnd } from '../../shared/sync/account-wire'

/** A request that is answered with a status, a stable code and a sentence that a person can act on. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details?: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = 'Refused'
  }
}

/** For a token that is worth nothing (any more), and why, where it was ended before its time. */
export const signInExpired = (
  headers: Readonly<Record<string, string>> = {},
  reason: SignInEnd | null = null,
): Refused =>
  new Refused(
    401,
    'sign-in-expired',
    endSentences[reason ?? 'by-time'],
    reason ? { reason } : undefined,
    headers,
  )

const endSentences = {
  'by-time': 'Your sign-in has ended. Sign in again.',
  'password-changed': 'Your password was changed. Sign in again with the new one.',
  'account-closed': 'Your account was closed. Ask an administrator.',
  'ended-elsewhere': 'Your sign-in on this device was ended from elsewhere. Sign in again.',
} as const satisfies Record<SignInEnd | 'by-time', string>

export const notAllowed = (): Refused =>
  new Refused(403, 'not-allowed', 'Your role does not allow this. Ask an administrator.')

/** For what does not exist, or belongs to another workspace: nobody can tell which. */
export const notFound = (what: string): Refused =>
  new Refused(404, 'not-found', `This ${what} does not exist, or you may not see it.`)
