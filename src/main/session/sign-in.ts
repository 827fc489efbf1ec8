import { net } from 'electron'
import { hostname } from 'node:os'
import { apiError, session } from '../../shared/sync/wire'
import type { Session } from '../../shared/sync/wire'

export type SignInAnswer =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly code: string; readonly message: string }

/** Asks a server for a session. Its refusals come back as they are; a server that does not answer properly as 503 does. */
export async function askSignIn(serverUrl: string, email: string, password: string): Promise<SignInAnswer> {
  let status: number
  let body: unknown
  try {
    const answer = await net.fetch(`${serverUrl}/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ email: email.trim(), password, device: hostname().slice(0, 200) }),
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(20_000),
    })
    status = answer.status
    body = await answer.json()
  } catch {
    return {
      ok: false,
      code: 'server-unreachable',
      message: 'The server does not answer. Check the address and the network.',
    }
  }
  if (status >= 200 && status < 300) {
    const parsed = session.safeParse(body)
    if (parsed.success) return { ok: true, session: parsed.data }
  }
  const refusal = apiError.safeParse(body)
  if (refusal.success) return { ok: false, code: refusal.data.code, message: refusal.data.message }
  return { ok: false, code: 'not-a-server', message: 'What answers at this address is not a Tijdig server.' }
}

/** Tells the server that a token is not used any more. Best effort: the server expires it by itself. */
export function tellSignOut(serverUrl: string, token: string): void {
  net
    .fetch(`${serverUrl}/v1/sign-out`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.timeout(10_000),
    })
    .catch(() => undefined)
}
