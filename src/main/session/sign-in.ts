import { net } from 'electron'
import { hostname } from 'node:os'
import { cutText } from '../../shared/cut-text'
import { protocol, protocolHeader, protocolOf, requestHeaders } from '../../shared/sync/protocol-version'
import { apiError, session } from '../../shared/sync/wire'
import type { Language } from '../language'
import { refusal } from './refusals'
import type { SignInAnswer } from './sign-in-answer'

/**
 * Asks a server for a session. What it refuses for a known reason is said in the person's language, the rest in the
 * server's words.
 */
export async function askSignIn(
  serverUrl: string,
  email: string,
  password: string,
  language: Language,
): Promise<SignInAnswer> {
  let status: number
  let body: unknown
  let version: number | null
  try {
    const answer = await net.fetch(`${serverUrl}/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...requestHeaders },
      body: JSON.stringify({ email: email.trim(), password, device: cutText(hostname(), 200) }),
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(20_000),
    })
    status = answer.status
    version = protocolOf(answer.headers.get(protocolHeader))
    body = await answer.json()
  } catch {
    return refusal('server-unreachable', language)
  }
  if (version !== null && version < protocol.oldestServer) return refusal('server-too-old', language)
  if (status >= 200 && status < 300) {
    const parsed = session.safeParse(body)
    if (parsed.success) return { ok: true, session: parsed.data }
  }
  const error = apiError.safeParse(body)
  if (!error.success) return refusal('not-a-server', language)
  if (error.data.code === 'update-required') return refusal('update-required', language)
  if (status === 401) return { ...refusal('wrong-password', language), code: error.data.code }
  if (status === 429) return { ...refusal('too-many-attempts', language), code: error.data.code }
  return { ok: false, code: error.data.code, message: error.data.message }
}

/** Tells the server that a token is not used any more. Best effort: the server expires it by itself. */
export function tellSignOut(serverUrl: string, token: string): void {
  net
    .fetch(`${serverUrl}/v1/sign-out`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...requestHeaders },
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.timeout(10_000),
    })
    .catch(() => undefined)
}
