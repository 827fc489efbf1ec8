import { isLineProblem } from '../../../../shared/sync/line-problem'
import type { TFunction } from 'i18next'
import type { z } from 'zod'
import { deviceList, devicesEnded } from '../../../../shared/sync/account-wire'
import type { DeviceList } from '../../../../shared/sync/account-wire'
import { apiError } from '../../../../shared/sync/api-wire'
import type { english } from '../../../i18n/english'

export type Device = DeviceList['devices'][number]

/** What is asked under this key is asked again when a sign-in was ended. */
export const devicesKey = 'devices'

type ProblemCode = keyof (typeof english)['account']['problems']

/** Why the server did not do it, by its code; `unreachable` when nobody answered, `unknown` with the server's own words. */
export class AccountProblem extends Error {
  override name = 'AccountProblem'
  readonly code: ProblemCode

  constructor(code: ProblemCode, message: string) {
    super(message)
    this.code = code
  }
}

const known = {
  unreachable: true,
  unknown: true,
  'wrong-password': true,
  'too-many-attempts': true,
  'sign-in-busy': true,
  'password-changed': true,
  'password-too-short': true,
  'password-too-common': true,
  'password-is-own-name': true,
  'not-found': true,
  'sign-in-expired': true,
  'signed-out': true,
} as const satisfies Record<ProblemCode, true>

/** The sign-ins of this person that hold, the last used first. Throws an `AccountProblem`. */
export const fetchDevices = async (signal: AbortSignal): Promise<readonly Device[]> =>
  (await ask(deviceList, '/devices', { signal })).devices

/** Ends one sign-in. Throws an `AccountProblem`. */
export const endDevice = (id: string): Promise<unknown> =>
  ask(devicesEnded, `/devices/${id}`, { method: 'DELETE' })

/** Ends all sign-ins but this one; answers how many. Throws an `AccountProblem`. */
export const endOtherDevices = async (): Promise<number> =>
  (await ask(devicesEnded, '/devices/end-others', { method: 'POST' })).devicesEnded

/** Sets another password, which ends the sign-ins of other devices; answers how many. Throws an `AccountProblem`. */
export const changePassword = async (passwords: {
  readonly present: string
  readonly next: string
}): Promise<number> =>
  (
    await ask(devicesEnded, '/password', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(passwords),
    })
  ).devicesEnded

async function ask<T extends z.ZodType>(schema: T, path: string, init: RequestInit): Promise<z.infer<T>> {
  const response = await fetch(`/api/v1${path}`, { ...init, cache: 'no-store' }).catch(() => null)
  const body: unknown = await response?.json().catch(() => null)
  const answer = schema.safeParse(body)
  if (response?.ok && answer.success) return answer.data
  const error = apiError.safeParse(body)
  if (!error.success || isLineProblem(error.data.code)) throw new AccountProblem('unreachable', '')
  const { code, message } = error.data
  throw new AccountProblem(Object.hasOwn(known, code) ? (code as ProblemCode) : 'unknown', message)
}

/** What is wrong, in the person's language; in the server's words when its code is not known here. */
export function problemText(problem: unknown, t: TFunction): string {
  if (!(problem instanceof AccountProblem)) return t('account.problems.unreachable')
  return t(`account.problems.${problem.code}`, { message: problem.message })
}
