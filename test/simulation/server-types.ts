import type { Change, Outcome, Position } from '../../src/shared/sync/wire'
import type { TicketEvent } from '../../src/shared/tickets/events'
import type { MutationEnvelope } from '../../src/shared/tickets/mutations'
import type { ReferenceData } from '../../src/shared/sync/engine/ports'
import type { Ticket } from '../../src/shared/tickets/ticket'

export interface ServerState {
  readonly tickets: ReadonlyMap<string, Ticket>
  readonly timelines: ReadonlyMap<string, readonly TicketEvent[]>
  readonly outcomes: ReadonlyMap<string, Known>
  readonly numbers: number
  /** What was uploaded, by id. */
  readonly files: ReadonlyMap<string, string>
}
export interface Known {
  readonly body: string
  readonly outcome: Outcome
}

/** The reference server: small enough to be seen right, with the rules that every real one must keep. */
export interface Server {
  state(): ServerState
  /** Where the log is; or a position of it. Signed. */
  position(seq?: number): Position
  /** Whether the client proves to have seen what is not there: then a new epoch has begun. */
  isRestored(claimed: Position): boolean
  durableSeq(): number
  /** The state as it was at a position: of the present log, and of what a restore took away within the same epoch. */
  statesAt(position: Position): readonly ServerState[]
  /** The state of the present log at a position; undefined where it never was. */
  stateAt(seq: number): ServerState | undefined
  log(): readonly Change[]
  mails(): ReadonlyMap<string, number>
  reference: ReferenceData
  /** Decides on mutations, one after another. */
  push(
    mutations: readonly MutationEnvelope[],
    agentId: string,
    how: PushedHow,
  ): readonly Outcome[] | 'id-reused'
  pull(after: number, limit: number): { readonly changes: readonly Change[]; readonly to: number } | 'gone'
  checksums(): readonly { bucket: number; count: number; checksum: string }[]
  customerWrites(ticketId: string): void
  createByMail(): void
  /** What only a newer server than both apps would write. */
  newerEvent(ticketId: string): void
  newerChange(): void
  /** Syncs the log, and sends the mails of it; now and then it is backed up too. */
  flush(): void
  /** Stops, and is back after a while. Its memory is gone, and what it was answering is never answered. */
  restart(): void
  isUp(): boolean
  /** How often it was started. */
  starts(): number
  /** Starts again without an unknown part of what was not durable. */
  loseTail(): void
  /** Is away for a while, and starts from its backup: that is what it calls durable. */
  restore(): void
  /** The same, but nobody says so: the epoch stays, and mail that waited makes the log grow. */
  restoreUnnoticed(): void
  compact(): void
  /** Takes in a file that a reply may name. Once more is the same as once; an id stands for one file only. */
  upload(id: string, bytes: string): 'stored' | 'id-reused'
  /** What was ever rejected, also by a server that has forgotten it since. */
  rejectedOnce(): ReadonlySet<string>
  /** Mails of which nobody knows whether they left: they are shown to a person. */
  doubtful(): ReadonlySet<string>
  /** What a restore took away at some time: its mail may have left all the same. */
  forgotten(): ReadonlySet<string>
  /** What was applied again by a server of which nobody could know that it had forgotten it. */
  unknowable(): ReadonlySet<string>
}

/** How a batch came. Not whole: the server will not live to the end of it. `isBlind`: its author knew of no log. */
export interface PushedHow {
  readonly mayWrite: boolean
  readonly isWhole: boolean
  readonly isBlind: boolean
  readonly again: ReadonlySet<string>
}
