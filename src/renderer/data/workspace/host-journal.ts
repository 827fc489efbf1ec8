import type { Journal, Kept } from '../../../shared/sync/engine/ports'
import type { HostCalls } from '../protocol'

/**
 * Main's fsynced journal, reached through the page. One that does not answer has not kept anything.
 * @param onDamage a part of it could not be read
 */
export function hostJournal(host: HostCalls, onDamage: () => void): Journal {
  return {
    async append({ id, text }) {
      try {
        return toKept(await host('journal.append', { id, bytes: toBase64(text) }))
      } catch {
        return unreachable
      }
    },
    async read() {
      const { records, tornTail } = await host('journal.read', {})
      if (tornTail) onDamage()
      return records.map(({ id, bytes }) => ({ id, text: fromBase64(bytes) }))
    },
    async forget(ids) {
      try {
        for (let i = 0; i < ids.length; i += 10_000) {
          const kept = toKept(await host('journal.forget', { ids: ids.slice(i, i + 10_000) }))
          if (!kept.ok) return kept
        }
        return { ok: true }
      } catch {
        return unreachable
      }
    },
  }
}

const unreachable: Kept = {
  ok: false,
  error: {
    code: 'journal-unreachable',
    message: 'The app could not write to its journal; nothing was saved. Try again.',
  },
}

type HostAnswer =
  { readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string }

const toKept = (answer: HostAnswer): Kept =>
  answer.ok ? { ok: true } : { ok: false, error: { code: answer.code, message: answer.message } }

const BLOCK = 0x8000
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** UTF-8 bytes of a text, as base64. */
export function toBase64(text: string): string {
  const bytes = encoder.encode(text)
  let binary = ''
  for (let i = 0; i < bytes.length; i += BLOCK) binary += String.fromCharCode(...bytes.subarray(i, i + BLOCK))
  return btoa(binary)
}

/** The text of base64 UTF-8 bytes. */
export function fromBase64(base64: string): string {
  return decoder.decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)))
}
