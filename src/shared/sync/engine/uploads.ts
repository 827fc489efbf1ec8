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
/** Of these what stands before the server may refuse too, in words that are not ours. */
const finalFromAnybody = new Set([413, 415])
const notTaken: ApiError = {
  code: 'attachment-refused',
  message: 'The server does not take this file: it is too large for it, or of a kind that it refuses.',
}
const anyBody = z.object({})
const named = z.object({ attachmentIds: z.array(z.string()) })

/** The ids of the files that a mutation names. */
export function filesOf({ type, args }: MutationEnvelope): readonly string[] {
  if (type !== 'reply.send') return []
  const parsed = named.safeParse(args)
  return parsed.success ? parsed.data.attachmentIds : []
}

interface Tried {
  readonly failures: number
  /** Monotonic ms before which it is not tried again. */
  readonly retryAt: number
}

export function createUploads({ sender, clock, random, entries, epoch, refused }: Parts): Uploads {
  /**
   * What the server was given, by epoch and for each reply anew: it may have been restored, with or without saying so, and
   * have lost what it was given for another.
   */
  const given = new Set<string>()
  /** Files that the server answered to and did not take: each is tried again in its own time. */
  const refusedFor = new Map<string, Tried>()
  let busy = false
  /** The line itself: no answer concerns all files. */
  let line: Tried = { failures: 0, retryAt: -Infinity }

  const keyOf = ({ mutation }: OutboxEntry, id: string): string => `${epoch()} ${mutation.id} ${id}`
  const missing = (entry: OutboxEntry): readonly string[] =>
    sender ? filesOf(entry.mutation).filter((id) => !given.has(keyOf(entry, id))) : []

  /** The file whose turn comes first, and when that is; of several at once the first written. */
  function next(): { readonly entry: OutboxEntry; readonly id: string; readonly at: number } | null {
    if (epoch() === null) return null
    const wanted = entries().flatMap((entry) =>
      isUnsettled(entry, epoch())
        ? missing(entry).map((id) => ({
            entry,
            id,
            at: Math.max(line.retryAt, refusedFor.get(id)?.retryAt ?? -Infinity),
          }))
        : [],
    )
    return wanted.toSorted((a, b) => (a.at === b.at ? 0 : a.at - b.at))[0] ?? null
  }

  const later = (before: Tried | undefined): Tried => {
    const failures = (before?.failures ?? 0) + 1
    return { failures, retryAt: clock.monotonic() + backoffMs(failures, random) }
  }

  async function send(entry: OutboxEntry, id: string): Promise<void> {
    const key = keyOf(entry, id)
    const raw = (await sender?.send(id)) ?? null
    if (raw === null) {
      line = later(line)
      return
    }
    line = { failures: 0, retryAt: -Infinity }
    // A file that this device has lost may still be on the server, which decides on the reply.
    const answer = raw === 'not-kept' ? ({ kind: 'ok' } as const) : await readAnswer(raw, anyBody)
    const isFinal = raw !== 'not-kept' && finalFromAnybody.has(raw.status)
    if (answer.kind === 'ok') given.add(key)
    else if (answer.kind === 'refused' && final.has(answer.status)) await refused(entry, answer.error)
    else if (isFinal) await refused(entry, notTaken)
    else {
      refusedFor.set(id, later(refusedFor.get(id)))
      return
    }
    refusedFor.delete(id)
  }

  return {
    async step() {
      const found = next()
      if (busy || found === null || clock.monotonic() < found.at) return
      busy = true
      try {
        await send(found.entry, found.id)
      } catch {
        line = later(line)
      } finally {
        busy = false
      }
    },
    wakeAt: () => (busy ? null : (next()?.at ?? null)),
    isReady: (entry) => missing(entry).length === 0,
    wake() {
      line = { ...line, retryAt: -Infinity }
      refusedFor.clear()
    },
  }
}
