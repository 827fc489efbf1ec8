import type { SignInEnd } from '../shared/sync/account-wire'

/** Every reason for which the server refuses what it is asked; `http/errors.ts` says with which status each is answered. */
export type RefusalCode =
  | 'cursor-gone'
  | 'email-taken'
  | 'id-reused'
  | 'no-failed-mail'
  | 'not-allowed'
  | 'not-found'
  | AccountRefusal
  | AdministrationRefusal
  | BusyRefusal
  | RequestRefusal
  | SendingRefusal

type AccountRefusal =
  | 'choose-workspace'
  | 'other-author'
  | 'password-changed'
  | 'password-is-own-name'
  | 'password-too-common'
  | 'password-too-short'
  | 'sign-in-expired'
  | 'sign-in-refused'
  | 'signed-out'
  | 'too-many-attempts'
  | 'wrong-password'

type AdministrationRefusal =
  | 'changed-meanwhile'
  | 'day-announced'
  | 'day-begun'
  | 'domain-in-use'
  | 'domain-not-entered'
  | 'last-administrator'
  | 'not-a-domain'
  | 'team-in-use'
  | 'too-many-days'
  | 'unknown-stand-in'
  | 'unknown-team'
  | 'version-required'

type BusyRefusal = 'not-durable' | 'search-busy' | 'sign-in-busy' | 'too-busy'

type RequestRefusal = 'invalid-json' | 'no-host' | 'too-large' | 'update-required' | 'wrong-host'

/** Why mail is not sent: the limits of what one agent sends. */
export type SendingRefusal = 'too-many-new-addresses' | 'too-many-recipients' | 'too-many-replies'

/** What a refusal says beside its sentence. */
export interface RefusalFacts {
  /** For the program that asked: goes into the answer as it is. */
  readonly details?: unknown
  /** After how many seconds it is worth asking again. */
  readonly retryAfterSeconds?: number
}

/** What is asked is refused, with a stable code and a sentence that a person can act on. */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly facts: RefusalFacts = {},
  ) {
    super(message)
    this.name = 'Refused'
  }
}

/** For a token that is worth nothing (any more), and why, where it was ended before its time. */
export const signInExpired = (reason: SignInEnd | null = null): Refused =>
  new Refused('sign-in-expired', endSentences[reason ?? 'by-time'], reason ? { details: { reason } } : {})

const endSentences = {
  'by-time': 'Your sign-in has ended. Sign in again.',
  'password-changed': 'Your password was changed. Sign in again with the new one.',
  'account-closed': 'Your account was closed. Ask an administrator.',
  'ended-elsewhere': 'Your sign-in on this device was ended from elsewhere. Sign in again.',
} as const satisfies Record<SignInEnd | 'by-time', string>

export const notAllowed = (): Refused =>
  new Refused('not-allowed', 'Your role does not allow this. Ask an administrator.')

/** For what does not exist, or belongs to another workspace: nobody can tell which. */
export const notFound = (what: string): Refused =>
  new Refused('not-found', `This ${what} does not exist, or you may not see it.`)
