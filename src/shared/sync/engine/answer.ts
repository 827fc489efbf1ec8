import type { z } from 'zod'
import { isLineProblem } from '../line-problem'
import { protocol } from '../protocol-version'
import type { Speaks } from '../protocol-version'
import { apiError } from '../wire'
import type { ApiError } from '../wire'
import type { RawAnswer } from './ports'

/** What came of a request, in the words the engine decides by. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly body: T }
  /** No answer, or one that is not our server's: a captive portal, a cut-off body. */
  | Offline
  | { readonly kind: 'signed-out'; readonly error: ApiError }
  /** Our server says that this request will not do. */
  | { readonly kind: 'refused'; readonly status: number; readonly error: ApiError }
  /** Our server, or what stands before it, asks to come back later. `isFault`: our server itself failed over the request. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null; readonly isFault: boolean }
  | TooOld

/** With what is wrong on the way, where that is known. */
export interface Offline {
  readonly kind: 'offline'
  readonly error?: ApiError
}

/** One of the two is too old for the other. Nothing was decided on; only an update helps. */
export interface TooOld {
  readonly kind: 'app-too-old' | 'server-too-old'
  readonly error: ApiError
}

export const appTooOld: TooOld = {
  kind: 'app-too-old',
  error: { code: 'update-required', message: 'This app is too old for the server: update it.' },
}
const serverTooOld: TooOld = {
  kind: 'server-too-old',
  error: {
    code: 'server-too-old',
    message: 'The server is too old for this app: ask its administrator to update it.',
  },
}

/** What is said when the cache on this device refuses a write. */
export const cacheUnwritable = (cause: unknown): ApiError => ({
  code: 'cache-unwritable',
  message: `This device's cache could not be written (${cause instanceof Error ? cause.name : 'storage error'}). It is tried again; your changes are kept apart.`,
})

const offline = { kind: 'offline' } as const
const retriable = new Set([408, 425, 429])

/** Reads an answer. Only a body that our schema accepts counts as ours, whatever the status says. */
export async function readAnswer<T>(
  raw: RawAnswer | null,
  schema: z.ZodType<T>,
  speaks: Speaks = protocol,
): Promise<Answer<T>> {
  if (!raw) return offline
  const json = await bodyOf(raw)
  if (raw.status !== 200) return failureOf(raw, json, speaks)
  const parsed = schema.safeParse(json)
  // Without a number it is a server of version 1, or none of ours.
  const version = raw.protocol ?? (parsed.success ? 1 : null)
  if (version !== null && version < speaks.oldestServer) return serverTooOld
  if (parsed.success) return { kind: 'ok', body: parsed.data }
  return json === undefined ? offline : unreadable(raw, speaks)
}

/** What it means that a whole body is not what this version reads: a newer server may have changed it. */
export const unreadable = (
  { protocol: version }: Pick<RawAnswer, 'protocol'>,
  speaks: Speaks,
): TooOld | typeof offline => (version !== null && version > speaks.version ? appTooOld : offline)

/** Whether the answer is of a server that is too old; an answer that says no number is judged by its body. */
export const tooOldServer = ({ protocol: version }: RawAnswer, speaks: Speaks): TooOld | null =>
  version !== null && version < speaks.oldestServer ? serverTooOld : null

/** What a status other than 200 means. */
export function failureOf(
  raw: RawAnswer,
  json: unknown,
  speaks: Speaks = protocol,
): Exclude<Answer<never>, { kind: 'ok' }> {
  const tooOld = tooOldServer(raw, speaks)
  if (tooOld) return tooOld
  const error = apiError.safeParse(json)
  if (error.success && isLineProblem(error.data.code)) return { kind: 'offline', error: error.data }
  if (raw.status >= 500 || retriable.has(raw.status)) {
    const isFault = raw.status >= 500 && error.success
    return { kind: 'busy', retryAfterMs: raw.retryAfterMs, isFault }
  }
  if (!error.success || raw.status < 400) return offline
  if (error.data.code === appTooOld.error.code) return { kind: 'app-too-old', error: error.data }
  if (raw.status === 401) return { kind: 'signed-out', error: error.data }
  return { kind: 'refused', status: raw.status, error: error.data }
}

/** The body as JSON; undefined when it is none, or was cut off. */
export async function bodyOf(raw: RawAnswer): Promise<unknown> {
  try {
    return JSON.parse(await raw.text())
  } catch {
    return undefined
  }
}
