import { cutText } from '../../shared/cut-text'
import { protocol, protocolHeader, protocolOf, requestHeaders } from '../../shared/sync/protocol-version'
import { workspaceChoices } from '../../shared/sync/account-wire'
import { apiError, session } from '../../shared/sync/api-wire'
import type { SignInRequest } from '../../shared/sync/wire'
import type { Language } from '../language'
import { connectionProblem, strangerProblem } from './connection-problem'
import { refusal } from './refusals'
import type { Refusal, RefusalCode } from './refusals'
import type { SignInAnswer, SignInAs } from './sign-in-answer'

export interface ServerCallPorts {
  /** The system's network, which trusts whom the system trusts. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Whether a proxy that refused to let a call through wants a sign-in of its own. */
  readonly proxyWantsSignIn: (url: string) => Promise<boolean>
  /** This app's own: its former sign-in of the same person ends. */
  readonly deviceId: () => Promise<string>
  /** What the person's list of devices calls this one. */
  readonly deviceName: string
}

/** What a server answered. `version` is its protocol's, null for a server of before there was one. */
type Answered =
  | { readonly ok: true; readonly status: number; readonly body: unknown; readonly version: number | null }
  | { readonly ok: false; readonly code: RefusalCode }

/** What main asks a server before and after there is a session. */
export function createServerCalls({ fetch, proxyWantsSignIn, deviceId, deviceName }: ServerCallPorts) {
  async function post(url: string, body: unknown): Promise<Answered> {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', ...requestHeaders },
        body: JSON.stringify(body),
        // The password must not follow a redirect: a hotel's sign-in page answers with one.
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(20_000),
      })
      const { status } = answer
      const text = await answer.text()
      const version = protocolOf(answer.headers.get(protocolHeader))
      const parsed = parseJson(text)
      if (parsed === undefined) return { ok: false, code: strangerProblem(status) }
      return { ok: true, status, body: parsed, version }
    } catch (error) {
      const code = connectionProblem(error)
      const isSignIn = code === 'proxy-unreachable' && (await proxyWantsSignIn(url))
      return { ok: false, code: isSignIn ? 'proxy-sign-in' : code }
    }
  }

  return {
    /**
     * Asks a server for a session. What it refuses for a known reason is said in the person's language, the rest in the
     * server's words.
     */
    async askSignIn(serverUrl: string, as: SignInAs, language: Language): Promise<SignInAnswer> {
      const { email, password, workspaceId } = as
      const asked: SignInRequest = {
        email: email.trim(),
        password,
        device: cutText(deviceName, 200),
        deviceId: await deviceId(),
        ...(workspaceId === undefined ? {} : { workspaceId }),
      }
      const answered = await post(`${serverUrl}/v1/sign-in`, asked)
      if (!answered.ok) return refusal(answered.code, language)
      const { status, body, version } = answered
      if (version !== null && version < protocol.oldestServer) return refusal('server-too-old', language)
      if (status >= 200 && status < 300) {
        const parsed = session.safeParse(body)
        if (parsed.success) return { ok: true, session: parsed.data }
      }
      const error = apiError.safeParse(body)
      if (!error.success) return refusal(strangerProblem(status), language)
      const { code, message, details } = error.data
      if (code === 'update-required') return refusal('update-required', language)
      if (status === 401) return { ...refusal('wrong-password', language), code }
      if (status === 429) return { ...refusal('too-many-attempts', language), code }
      const choices = workspaceChoices.safeParse(details)
      if (code === 'choose-workspace' && choices.success)
        return { ...refusal('choose-workspace', language), workspaces: choices.data.workspaces }
      return { ok: false, code, message }
    },

    /** Asks for a mail with a link to a new password. Null when the server took the question, whoever has the address. */
    async askPasswordLink(serverUrl: string, email: string, language: Language): Promise<Refusal | null> {
      const answered = await post(`${serverUrl}/v1/forgotten-password`, { email: email.trim() })
      if (!answered.ok) return refusal(answered.code, language)
      const { status, body, version } = answered
      // A server of before there were links knows the address as little as a stranger does.
      if (status === 404 && version !== null) return refusal('server-too-old', language)
      if (status >= 200 && status < 300 && isEmptyObject(body)) return null
      const error = apiError.safeParse(body)
      if (!error.success) return refusal(strangerProblem(status), language)
      if (error.data.code === 'update-required') return refusal('update-required', language)
      if (status === 429) return refusal('too-many-attempts', language)
      return { ok: false, code: error.data.code, message: error.data.message }
    },

    /** Tells the server that a token is not used any more. True when the server knows that it has ended. */
    async tellSignOut(serverUrl: string, token: string): Promise<boolean> {
      try {
        const answer = await fetch(`${serverUrl}/v1/sign-out`, {
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
    },
  }
}

/** Undefined for what is no JSON, as the page of a hotel. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const isEmptyObject = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).length === 0
