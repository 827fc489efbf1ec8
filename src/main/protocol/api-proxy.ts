import { net } from 'electron'
import type { LineProblem } from '../../shared/sync/line-problem'
import { protocolHeader, requestHeaders } from '../../shared/sync/protocol-version'
import { signInEnded } from '../../shared/sync/account-wire'
import type { SignInEnd } from '../../shared/sync/account-wire'
import type { ApiError } from '../../shared/sync/wire'
import { connectionProblem, strangerProblem } from '../session/connection-problem'
import { apiTarget, forwardedRequestHeaders, forwardedResponseHeaders } from './api-headers'

/** Where calls go at this moment, or why they cannot go anywhere. */
export type ApiAccess =
  | { readonly state: 'signed-in'; readonly serverUrl: string; readonly token: string }
  | { readonly state: 'signed-out' | 'sign-in-expired' | 'starting' }

export interface ApiPort {
  access(): ApiAccess
  /** The server refused this token, and said why where it was ended before its time. */
  refused(token: string, reason: SignInEnd | null): void
}

/** A server that has not begun to answer this long (ms) after it took the last of the request cannot be reached. */
const firstAnswerMs = 60_000

/**
 * Forwards a call of the page to the signed-in server and streams both bodies. The token is added here and never
 * reaches the page, and so is the number of the protocol: page and main are of one build. Answers of its own: 401 `signed-out` or `sign-in-expired`, 503 with what is wrong on the way (`line-problem.ts`).
 */
export async function proxyApi(port: ApiPort, url: URL, request: Request): Promise<Response> {
  const access = port.access()
  if (access.state !== 'signed-in') return refusals[access.state]()
  const target = apiTarget(access.serverUrl, url)
  if (target === null)
    return errorResponse(404, { code: 'not-found', message: 'There is no such address on the server.' })
  const cutOff = new AbortController()
  request.signal.addEventListener('abort', () => cutOff.abort())
  let tooLate = setTimeout(() => cutOff.abort(), firstAnswerMs)
  const moves = (): void => {
    clearTimeout(tooLate)
    tooLate = setTimeout(() => cutOff.abort(), firstAnswerMs)
  }
  let answer: Response
  try {
    answer = await net.fetch(target, {
      method: request.method,
      headers: {
        ...forwardedRequestHeaders(request.headers),
        ...requestHeaders,
        authorization: `Bearer ${access.token}`,
      },
      body: request.body && whileItMoves(request.body, moves),
      // A request whose body is a stream must say so; the DOM's types do not know it.
      ...(request.body ? { duplex: 'half' } : {}),
      // A hotel's sign-in page answers with a redirect: the token must not follow it.
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: cutOff.signal,
    })
  } catch (error) {
    return unreachable(connectionProblem(error))
  } finally {
    clearTimeout(tooLate)
  }
  if (answer.status === 401) return refusedBy(await answer.text().catch(() => ''), port, access.token)
  const stranger = strangerIn(answer)
  if (stranger) {
    cutOff.abort()
    return unreachable(stranger)
  }
  return new Response(answer.body && untilCancelled(answer.body, cutOff), {
    status: answer.status,
    headers: forwardedResponseHeaders(answer.headers),
  })
}

/** Only our server's own word ends a sign-in: a proxy or a hotel's network may ask for a password of its own. */
function refusedBy(body: string, port: ApiPort, token: string): Response {
  const error = errorIn(body)
  if (error?.code !== 'sign-in-expired') return unreachable('network-sign-in')
  const ended = signInEnded.safeParse(error.details)
  port.refused(token, ended.success ? ended.data.reason : null)
  return refusals['sign-in-expired']()
}

/** Who answers in the server's place: our server says its protocol in each answer, and says nothing as a page. */
function strangerIn({ status, headers }: Response): LineProblem | null {
  if (headers.has(protocolHeader)) return null
  const isPage = headers.get('content-type')?.startsWith('text/html') ?? false
  return isPage || status === 407 || status === 511 ? strangerProblem(status) : null
}

/** The page says in the person's language what the code means. */
const unreachable = (code: LineProblem): Response =>
  errorResponse(503, { code, message: 'The server cannot be reached.' })

function errorIn(body: string): Partial<ApiError> | null {
  try {
    return JSON.parse(body) as Partial<ApiError> | null
  } catch {
    return null
  }
}

/** The same bytes; each piece that the network takes says that the call still moves, as a large file does on a slow line. */
const whileItMoves = (body: ReadableStream<Uint8Array>, moves: () => void): ReadableStream<Uint8Array> =>
  body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        moves()
        controller.enqueue(piece)
      },
    }),
  )

/** The same bytes; when the page stops reading, the call to the server ends too. */
function untilCancelled(
  body: ReadableStream<Uint8Array>,
  cutOff: AbortController,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel(reason) {
        cutOff.abort()
        await reader.cancel(reason).catch(() => undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

const refusals = {
  'signed-out': () =>
    errorResponse(401, { code: 'signed-out', message: 'Nobody is signed in on this device.' }),
  'sign-in-expired': () =>
    errorResponse(401, { code: 'sign-in-expired', message: 'The sign-in has expired: sign in again.' }),
  starting: () =>
    errorResponse(503, { code: 'server-unreachable', message: 'The backend in the app is still starting.' }),
} as const

/** An error in the server's own form. */
export function errorResponse(status: number, error: ApiError): Response {
  return new Response(JSON.stringify(error), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })
}
