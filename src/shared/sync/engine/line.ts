import { backoffMs, pauseAfter } from './backoff'
import type { Failure } from './exchange'
import type { Clock, Random } from './ports'

/** The server says something over the live stream at least every 15 s: heard of longer ago, it may be gone. */
const FRESH_MS = 20_000
/** How often the moment of the last contact is written down, ms. */
const NOTE_EVERY_MS = 30_000

/** What is known of the line to the server: when it was heard last, and when it is tried again. Times are the steady clock's. */
export interface Line {
  /** Something of the server's came, at this server time: a pause that was taken because nobody could be reached is over. */
  heard(serverTime: number): void
  /** It answered a request of ours: whatever pause was taken is over. */
  reached(): void
  /** A request came to nothing; without a failure of the line, something on this device did. */
  failed(failure: Failure | null): void
  /** The pause is over: the network changed, the machine woke, a person asked. */
  retryNow(): void
  retryAt(): number
  /** It was heard a moment ago and nothing has failed since: work may be sent to it without asking first. */
  isFresh(): boolean
  /** Server time of the last contact, UTC epoch ms; also one of before this start. */
  lastContactAt(): number | null
  /** What was kept of a former start; counts while nothing was heard in this one. */
  remember(serverTime: number | null): void
}

/** @param note keeps the server time of the last contact on this device; what it throws is no matter */
export function createLine(clock: Clock, random: Random, note: (serverTime: number) => Promise<void>): Line {
  let failures = 0
  let retryAt = -Infinity
  let heardAt = -Infinity
  /** The last try came to nothing on the way, and nothing of the server's came since. */
  let isUnreachable = false
  let lastContactAt: number | null = null
  let notedAt = -Infinity
  return {
    heard(serverTime) {
      heardAt = clock.monotonic()
      lastContactAt = serverTime
      // On a line that comes and goes each cut has a try fail, and the pause after that would outlast the next good while.
      if (isUnreachable) retryAt = -Infinity
      isUnreachable = false
      if (heardAt - notedAt < NOTE_EVERY_MS) return
      notedAt = heardAt
      note(serverTime).catch(() => undefined)
    },
    reached() {
      failures = 0
      retryAt = -Infinity
      heardAt = clock.monotonic()
      isUnreachable = false
    },
    failed(failure) {
      failures += 1
      // What is wrong on the way stands in the failure; an answer that could not be used has none.
      isUnreachable = failure?.kind === 'offline' && failure.error !== undefined
      if (failure) heardAt = -Infinity
      const pause = failure ? pauseAfter(failure, failures, random) : backoffMs(failures, random)
      retryAt = clock.monotonic() + pause
    },
    retryNow: () => (retryAt = -Infinity),
    retryAt: () => retryAt,
    isFresh: () => clock.monotonic() - heardAt < FRESH_MS,
    lastContactAt: () => lastContactAt,
    remember: (serverTime) => (lastContactAt ??= serverTime),
  }
}
