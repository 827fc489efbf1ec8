import { z } from 'zod'
import type { MutationEnvelope } from '../../tickets/mutations'
import type { ApiError } from '../wire'
import { readAnswer } from './answer'
import { backoffMs } from './backoff'
import { isUnsettled } from './lanes'
import type { OutboxEntry } from './outbox-entry'
import type { Clock, FileSender, Random } from './ports'

/**
 * Sends the files that unsent replies name. Apart from the other exchanges: a large file on a slow line holds up its own
 * reply, and nothing else.
 */
export interface Uploads {
  /** Sends at most one file. Never rejects. */
  step(): Promise<void>
  /** Monotonic ms at which `step` wants to be called; null: when something is written, or an answer came elsewhere. */
  wakeAt(): number | null
  /** True when the server has been given all that this entry names, and it may follow. */
  isReady(entry: OutboxEntry): boolean
  /** Try now. */
  wake(): void
}

interface Parts {
  readonly sender: FileSender | undefined
  readonly clock: Clock
  readonly random: Random
  readonly entries: () => readonly OutboxEntry[]
  /** The server's epoch as it was last heard; null before the first contact. */
  readonly epoch: () => string | null
  /** The server will never take a file of this entry. */
  readonly refused: (entry: OutboxEntry, error: ApiError) => Promise<void>
}

/** Refusals that no later try can mend. */
const final = new Set([400, 409, 413, 415, 422])
const anyBody = z.object({})
const named = z.object({ attachmentIds: z.array(z.string()) })

/** The ids of the files that a mutation names. */
export function filesOf({ type, args }: MutationEnvelope): readonly string[] {
  if (type !== 'reply.send') return []
  const parsed = named.safeParse(args)
  return parsed.success ? parsed.data.attachmentIds : []
}

export function createUploads({ sender, clock, random, entries, epoch, refused }: Parts): Uploads {
  /** What the server has, by epoch: one that was restored may have lost it, and is given it again. */
  const given = new Set<string>()
  let busy = false
  let failures = 0
  let retryAt = -Infinity

  const keyOf = (id: string): string => `${epoch()} ${id}`
  const missing = (entry: OutboxEntry): readonly string[] =>
    sender ? filesOf(entry.mutation).filter((id) => !given.has(keyOf(id))) : []

  function next(): { readonly entry: OutboxEntry; readonly id: string } | null {
    if (epoch() === null) return null
    for (const entry of entries()) {
      const id = isUnsettled(entry, epoch()) ? missing(entry)[0] : undefined
      if (id !== undefined) return { entry, id }
    }
    return null
  }

  async function send(entry: OutboxEntry, id: string): Promise<void> {
    const key = keyOf(id)
    const raw = (await sender?.send(id)) ?? null
    // A file that this device has lost may still be on the server, which decides on the reply.
    const answer = raw === 'not-kept' ? ({ kind: 'ok' } as const) : await readAnswer(raw, anyBody)
    if (answer.kind === 'ok') given.add(key)
    else if (answer.kind === 'refused' && final.has(answer.status)) await refused(entry, answer.error)
    else {
      retryAt = clock.monotonic() + backoffMs(++failures, random)
      return
    }
    failures = 0
  }

  return {
    async step() {
      const found = next()
      if (busy || found === null || clock.monotonic() < retryAt) return
      busy = true
      try {
        await send(found.entry, found.id)
      } catch {
        retryAt = clock.monotonic() + backoffMs(++failures, random)
      } finally {
        busy = false
      }
    },
    wakeAt: () => (busy || next() === null ? null : retryAt),
    isReady: (entry) => missing(entry).length === 0,
    wake() {
      retryAt = -Infinity
    },
  }
}
