import type { Logger } from 'pino'
import type { BoundedQueue } from './bounded-queue'
import { createBoundedQueue } from './bounded-queue'
import { createBackground } from './background'
import type { Background } from './background'
import type { SlowLanes } from './slow-lanes'
import { createSlowLanes } from './slow-lanes'
import { lanePatienceMs } from './throttle'

const dayMs = 24 * 3_600_000
/** A sign-in that is not used for so many days ends. */
export const usualIdleDays = 30

/** What signing in needs beside the database: settings, and what keeps guessing from taking the machine. */
export interface Accounts {
  /** A sign-in that was not used for so long has ended, ms. */
  readonly idleMs: number
  /** Where people reach this server, without a slash at its end; null when nobody said so: then no links can be mailed. */
  readonly publicUrl: string | null
  /** Computing a hash of a password takes a core for some 20 ms and 19 MiB. */
  readonly hashing: BoundedQueue
  /** For networks with many wrong tries, and for accounts at which many were made. */
  readonly slowLanes: SlowLanes
  /** Work that is done after its request was answered. */
  readonly background: Background
}

export interface AccountSettings {
  readonly publicUrl?: string | null
  readonly idleDays?: number
}

export const createAccounts = (
  { publicUrl = null, idleDays = usualIdleDays }: AccountSettings,
  log: Logger,
): Accounts => ({
  idleMs: idleDays * dayMs,
  publicUrl,
  // libuv has four threads, for files and names too: two stay free for those.
  hashing: createBoundedQueue({ atOnce: 2, waiting: 100 }),
  slowLanes: createSlowLanes({ waiting: 10, patienceMs: lanePatienceMs }),
  background: createBackground(log, 100),
})
