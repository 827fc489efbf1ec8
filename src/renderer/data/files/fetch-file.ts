import { createPatience, whileItMoves } from '../workspace/fetch-transport'

export type FetchedFile =
  | { readonly kind: 'came'; readonly bytes: Blob }
  /** The server answers, and does not give it: it has no such file, or not for this person. */
  | { readonly kind: 'refused' }
  /** No whole answer came. */
  | { readonly kind: 'failed' }

/** Answers that say something of the file itself; others may be another one in a moment. */
const final = new Set([400, 403, 404, 410])

/** A file's bytes from the server. However slow the line is, it is waited for while it moves. */
export async function fetchFile(id: string, signal?: AbortSignal): Promise<FetchedFile> {
  const controller = new AbortController()
  const stop = (): void => controller.abort()
  signal?.addEventListener('abort', stop)
  const patience = createPatience(undefined, controller)
  try {
    signal?.throwIfAborted()
    const { ok, status, body } = await fetch(`/api/v1/attachments/${id}`, {
      cache: 'no-store',
      signal: controller.signal,
    })
    if (!ok) return { kind: final.has(status) ? 'refused' : 'failed' }
    return { kind: 'came', bytes: await new Response(body && whileItMoves(body, patience)).blob() }
  } catch {
    return { kind: 'failed' }
  } finally {
    patience.end()
    signal?.removeEventListener('abort', stop)
  }
}
