import { pushLimits } from '../wire'
import { nextBatch } from './lanes'
import type { OutboxEntry } from './outbox-entry'

/** So often in a row a batch may find the server failing before a smaller one is tried. */
const FAILURES_BEFORE_SMALLER = 2
/** A batch that takes longer lets nobody see that work goes out, ms: the next is smaller. */
const LONG_MS = 4000
const SHORT_MS = 1500
/** First batch on a line that took longer than `SHORT_MS` for the little it was asked for. */
const FIRST_ON_SLOW_LINE = 10

/**
 * How much is sent at once: less on a slow line. A batch that fails is halved until what makes it fail stands alone; a ticket whose work makes the
 * server itself fail, alone, lets all other work go first.
 */
export interface BatchSize {
  /** What is sent now, in order. `isReady`: all that goes ahead of it has gone. */
  readonly next: (
    entries: readonly OutboxEntry[],
    epoch: string | null,
    isReady: IsReady,
  ) => readonly OutboxEntry[]
  /** The server decided on a batch, which took so many ms. */
  readonly answered: (sent: readonly OutboxEntry[], tookMs: number) => void
  /** It was asked for little before anything is sent, which took so many ms. */
  readonly greeted: (tookMs: number) => void
  /** It refused the batch. Returns the entry that this is about, once it stood alone; null when a smaller batch is next. */
  readonly refused: (sent: readonly OutboxEntry[]) => OutboxEntry | null
  /** It failed over the batch. */
  readonly failed: (sent: readonly OutboxEntry[]) => void
}

type IsReady = (entry: OutboxEntry) => boolean

export function createBatchSize(): BatchSize {
  let limit = Infinity
  let failures = 0
  /** Tickets whose work waits until all other work was tried. */
  const last = new Set<string>()
  const makeSmaller = (sent: readonly OutboxEntry[]): void => {
    failures = 0
    limit = Math.ceil(sent.length / 2)
  }
  return {
    next(entries, epoch, isReady) {
      const isFirst: IsReady = (entry) => isReady(entry) && !last.has(entry.mutation.ticketId)
      const first = nextBatch(entries, epoch, pushLimits, isFirst)
      const isTurnOfLast = first.length === 0 && last.size > 0
      return (isTurnOfLast ? nextBatch(entries, epoch, pushLimits, isReady) : first).slice(0, limit)
    },
    answered(sent, tookMs) {
      failures = 0
      if (tookMs > LONG_MS) limit = Math.max(1, Math.floor((sent.length * LONG_MS) / tookMs))
      else if (tookMs < SHORT_MS) limit *= 2
      for (const { mutation } of sent) last.delete(mutation.ticketId)
    },
    greeted(tookMs) {
      if (tookMs > SHORT_MS) limit = Math.min(limit, FIRST_ON_SLOW_LINE)
    },
    refused(sent) {
      const [only, ...others] = sent
      if (others.length === 0) return only ?? null
      makeSmaller(sent)
      return null
    },
    failed(sent) {
      failures += 1
      if (failures < FAILURES_BEFORE_SMALLER) return
      const [only, ...others] = sent
      makeSmaller(sent)
      if (!only || others.length > 0) return
      const { ticketId } = only.mutation
      // It was its turn again, so all others had theirs.
      if (last.has(ticketId)) last.clear()
      last.add(ticketId)
    },
  }
}
