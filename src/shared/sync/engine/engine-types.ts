import type { MutationEnvelope } from '../../tickets/mutations'
import type { ApiError, LiveHead, Position } from '../wire'
import type { OutboxEntry } from './outbox-entry'
import type { Kept } from './ports'
import type { ServerTime } from './server-time'

export type SyncPhase =
  | 'starting'
  | 'first-sync'
  | 'online'
  | 'offline'
  | 'signed-out'
  /** The server no longer serves this version of the app: only an update helps. Work waits as without a network. */
  | 'app-too-old'
  /** The server is too old for this version of the app. */
  | 'server-too-old'
  | 'failed'

export interface EngineState {
  readonly phase: SyncPhase
  /** How many tickets of how many have come in the first sync, also while it is broken off; null when none is under way. */
  readonly fetched: { readonly tickets: number; readonly of: number } | null
  readonly message: ApiError | null
  /** How far the cache is. */
  readonly cursor: Position | null
  /** Server time of the last answer, epoch ms. */
  readonly lastContactAt: number | null
  readonly waiting: number
  readonly needsYou: number
  readonly owner: boolean
  /** The server has more than the cache: what it says of a ticket may not be the last word. */
  readonly isBehind: boolean
}

/** What the engine tells its driver. Called in the middle of a step: take note, do the work later. */
export interface EngineNotices {
  state(): void
  /** The confirmed base changed. */
  base(change: { readonly tickets: readonly string[] | 'all'; readonly reference: boolean }): void
  /** Work on these tickets was added, settled or dropped; none named: all of it was read again. */
  outbox(tickets: readonly string[]): void
  /** The mutations that are on their way; none when an answer came or was given up. */
  sending(ids: readonly string[]): void
}

export interface SyncEngine {
  /** Reads what this device has. Before anything else. */
  open(): Promise<void>
  /** Becomes the one that syncs: takes over what the journal has, and lets `step` work. */
  own(): Promise<void>
  /** At most one exchange with the server. */
  step(): Promise<void>
  /** Monotonic ms at which `step` wants to be called (in the past: now); null: when a step ends, or something happens. */
  wakeAt(): number | null
  /** The files that replies name: a loop of their own beside `step`, stepped in the same way. */
  readonly uploads: { step(): Promise<void>; wakeAt(): number | null }
  /** Ok means saved: in the journal and in the outbox. */
  write(mutation: MutationEnvelope, replaces: string | null): Promise<Kept>
  /** The author has seen that these were overruled. Rejects when this device cannot note it. */
  seeOverruled(mutationIds: readonly string[]): Promise<void>
  /** Drops held or rejected work, on its author's word. */
  discard(mutationId: string, decisionId: string): Promise<Kept>
  /**
   * Takes back what the server decided against or was surely never sent, all of it or none: what was written in it becomes a draft.
   * `decisionIds` are fresh ids, one for each.
   */
  takeBack(mutationIds: readonly string[], decisionIds: readonly string[]): Promise<Kept>
  /** Reads the stores again, after another window wrote. */
  reload(): Promise<void>
  /** In order of writing. */
  entries(): readonly OutboxEntry[]
  /** The live stream told where the server is. */
  heard(live: LiveHead): void
  /** Try now: the network changed, the machine woke, a person asked. */
  wake(): void
  /** The session is good again. */
  signedIn(): void
  serverTime(): ServerTime
  state(): EngineState
}
