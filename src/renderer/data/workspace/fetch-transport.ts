import { protocolHeader, protocolOf } from '../../../shared/sync/protocol-version'
import type { RawAnswer, Transport } from '../../../shared/sync/engine/ports'
import type { FileServer } from './kept-files'
import { splitLines } from './split-lines'

const TIMEOUT_MS = 30_000
/** What a slow line carries up, bytes a millisecond: a large body is given its time before an answer can be expected. */
const SLOW_LINE = 4

/** The server through the app's own origin: main forwards `/api` and adds the token, which never comes here. */
export const fetchTransport: Transport = {
  async request({ method, path, body }) {
    const patience = createPatience(TIMEOUT_MS + (body?.length ?? 0) / SLOW_LINE)
    try {
      const response = await fetch(`/api${path}`, {
        method,
        cache: 'no-store',
        signal: patience.signal,
        ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
      })
      return toRaw(response, patience)
    } catch {
      patience.end()
      return null
    }
  },
}

/** The server's files, the same way. */
export const fetchFiles: FileServer = {
  async put(id, { name, blob }) {
    // Main gives up when nothing moves any more; a slow line may take its time. Once it answers, it is to answer whole.
    const controller = new AbortController()
    const response = await fetch(`/api/v1/attachments/${id}?name=${encodeURIComponent(name)}`, {
      method: 'PUT',
      body: blob,
      headers: { 'content-type': blob.type },
      cache: 'no-store',
      signal: controller.signal,
    }).catch(() => null)
    return response && toRaw(response, createPatience(undefined, controller))
  },
  async get(id) {
    const response = await fetch(`/api/v1/attachments/${id}`, { cache: 'no-store' }).catch(() => null)
    return response?.ok ? response.blob().catch(() => null) : null
  },
}

/** An answer as the engine reads it, for as long as `patience` lasts. */
export function toRaw(response: Response, patience: Patience): RawAnswer {
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    retryAfterMs: retryAfter(response.headers.get('retry-after')),
    protocol: protocolOf(response.headers.get(protocolHeader)),
    async text() {
      try {
        return await new Response(response.body && whileItMoves(response.body, patience)).text()
      } finally {
        patience.end()
      }
    },
    async *lines() {
      try {
        if (response.body) yield* splitLines(response.body, patience.again)
      } finally {
        patience.end()
      }
    },
  }
}

/** The same bytes; each piece that comes shows that the line still moves, however slowly. */
export const whileItMoves = (
  body: ReadableStream<Uint8Array>,
  { again }: Pick<Patience, 'again'>,
): ReadableStream<Uint8Array> =>
  body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        again()
        controller.enqueue(piece)
      },
    }),
  )

export interface Patience {
  readonly signal: AbortSignal
  /** Something came: wait as long again. */
  again(): void
  end(): void
}

/** Aborts what `controller` belongs to when nothing came for so long. */
export function createPatience(ms = TIMEOUT_MS, controller = new AbortController()): Patience {
  let timer = setTimeout(() => controller.abort(), ms)
  return {
    signal: controller.signal,
    again() {
      clearTimeout(timer)
      timer = setTimeout(() => controller.abort(), ms)
    },
    end: () => clearTimeout(timer),
  }
}

/** Retry-After in seconds, as ms; a date is not understood and counts as none. */
function retryAfter(header: string | null): number | null {
  const seconds = Number(header)
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}
