import { net } from 'electron'
import { hostname } from 'node:os'
import { cutText } from '../../shared/cut-text'
import { protocol, protocolHeader, protocolOf, requestHeaders } from '../../shared/sync/protocol-version'
import { workspaceChoices } from '../../shared/sync/account-wire'
import { apiError, session } from '../../shared/sync/wire'
import type { SignInRequest } from '../../shared/sync/wire'
import type { Language } from '../language'
import { refusal } from './refusals'
import type { SignInAnswer, SignInAs } from './sign-in-answer'

/**
 * Asks a server for a session. What it refuses for a known reason is said in the person's language, the rest in the
 * server's words.
 * @param deviceId this app's own: its former sign-in of the same person ends
 */
export async function askSignIn(
  deviceId: string,
  serverUrl: string,
  { email, password, workspaceId }: SignInAs,
  language: Language,
): Promise<SignInAnswer> {
  const asked: SignInRequest = {
    email: email.trim(),
    password,
    device: cutText(hostname(), 200),
    deviceId,
    ...(workspaceId === undefined ? {} : { workspaceId }),
  }
  let status: number
  let body: unknown
  let version: number | null
  try {
    const answer = await net.fetch(`${serverUrl}/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...requestHeaders },
      body: JSON.stringify(asked),
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
  const choices = workspaceChoices.safeParse(error.data.details)
  if (error.data.code === 'choose-workspace' && choices.success)
    return { ...refusal('choose-workspace', language), workspaces: choices.data.workspaces }
  return { ok: false, code: error.data.code, message: error.data.message }
}

/** Tells the server that a token is not used any more. True when the server knows that it has ended. */
export async function tellSignOut(serverUrl: string, token: string): Promise<boolean> {
  try {
    const answer = await net.fetch(`${serverUrl}/v1/sign-out`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...requestHeaders },
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.timeout(10_000),
    })
    if (answer.ok) return true
    const error = apiError.safeParse(await answer.json())
    return answer.status === 401 && error.success && error.data.code === 'sign-in-expired'
  } catch {
    return false
  }
}
