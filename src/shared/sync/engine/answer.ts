import type { z } from 'zod'
import { apiError } from '../wire'
import type { ApiError } from '../wire'
import type { RawAnswer } from './ports'

/** What came of a request, in the words the engine decides by. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly body: T }
  /** No answer, or one that is not our server's: a captive portal, a cut-off body. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'signed-out'; readonly error: ApiError }
  /** Our server says that this request will not do. */
  | { readonly kind: 'refused'; readonly status: number; readonly error: ApiError }
  /** Our server, or what stands before it, asks to come back later. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }

const offline = { kind: 'offline' } as const
const retriable = new Set([408, 425, 429])

/** Reads an answer. Only a body that our schema accepts counts as ours, whatever the status says. */
export async function readAnswer<T>(raw: RawAnswer | null, schema: z.ZodType<T>): Promise<Answer<T>> {
  if (!raw) return offline
  const json = await bodyOf(raw)
  if (raw.status === 200) {
    const parsed = schema.safeParse(json)
    return parsed.success ? { kind: 'ok', body: parsed.data } : offline
  }
  return failureOf(raw, json)
}

/** What a status other than 200 means. */
export function failureOf(raw: RawAnswer, json: unknown): Exclude<Answer<never>, { kind: 'ok' }> {
  if (raw.status >= 500 || retriable.has(raw.status)) return { kind: 'busy', retryAfterMs: raw.retryAfterMs }
  const error = apiError.safeParse(json)
  if (!error.success || raw.status < 400) return offline
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
