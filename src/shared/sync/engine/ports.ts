import type { Agent, Customer, Office } from '../../tickets/people'
import type { Ticket } from '../../tickets/ticket'
import type { TicketEvent } from '../../tickets/events'
import type { Speaks } from '../protocol-version'
import type { ReceivedBucket } from '../received'
import type { ApiError, Position } from '../wire'
import type { NewEntry, OutboxEntry } from './outbox-entry'

/** All that the sync engine asks of the world. The app and the simulator give it different ones. */

export interface Clock {
  /** The machine's wall clock, UTC epoch ms. May be wrong by years and may run back. */
  wall(): number
  /** Never runs back while the process lives, ms. */
  monotonic(): number
}

/** A number in [0, 1). */
export type Random = () => number

export interface TransportRequest {
  readonly method: 'GET' | 'POST'
  /** Path and query below the server's address, such as `/v1/sync/push`. */
  readonly path: string
  readonly body?: string
}

export interface RawAnswer {
  readonly status: number
  readonly contentType: string
  readonly retryAfterMs: number | null
  /** The number of the protocol that the answer says; null when it says none. */
  readonly protocol: number | null
  /** The whole body. Rejects when the connection breaks before its end. */
  text(): Promise<string>
  /** The body line by line, for streams. Rejects in the middle when the connection breaks. */
  lines(): AsyncIterable<string>
}

export interface Transport {
  /** Null when no answer came: unreachable, timed out, cut off. */
  request(request: TransportRequest): Promise<RawAnswer | null>
}

export interface ReferenceData {
  readonly customers: readonly Customer[]
  readonly agents: readonly Agent[]
  readonly office: Office
}

/** What one page of the change log changes in the cache. */
export interface CacheCommit {
  readonly from: Position
  readonly to: Position
  readonly tickets: readonly Ticket[]
  readonly events: readonly TicketEvent[]
  /** Null when the page left it alone. */
  readonly reference: ReferenceData | null
  /** This version passed over something in it, or could not read it. */
  readonly unknown: boolean
}

/** How far a snapshot has come. */
export interface PartialSnapshot {
  readonly position: Position
  /** How many tickets it has in all. */
  readonly tickets: number
  /** How many have come, those that could not be read included. */
  readonly came: number
  /** Buckets up to this one have come. */
  readonly lastBucket: number
  /** As in a commit, of what has come. */
  readonly unknown: boolean
}

/** Takes a snapshot beside the generation in use, which stays whole until `finish`. */
export interface GenerationWriter {
  /** With how far the snapshot is then, in one transaction. */
  put(bucket: ReceivedBucket, soFar: PartialSnapshot): Promise<void>
  /** Switches to the new generation in one transaction. `unknown` as in a commit, of all that was taken. */
  finish(position: Position, reference: ReferenceData, unknown: boolean): Promise<void>
  abandon(): Promise<void>
}

/** The disposable cache: confirmed tickets, their timelines, the reference data and the cursor. */
export interface CacheStore {
  /** Null when there is nothing yet. */
  position(): Promise<Position | null>
  reference(): Promise<ReferenceData | null>
  /** Server time of the last contact that was noted, UTC epoch ms; null before the first. */
  lastContact(): Promise<number | null>
  noteContact(serverTime: number): Promise<void>
  /** True when an older version of the app wrote it and could not read all of it: it must be taken anew. */
  isOutdated(): Promise<boolean>
  tickets(ids: readonly string[]): Promise<ReadonlyMap<string, Ticket>>
  /** All events of a ticket, oldest first. */
  timeline(ticketId: string): Promise<readonly TicketEvent[]>
  /** One transaction. Refuses (rejects) when the cursor is not at `from`. */
  commit(change: CacheCommit): Promise<void>
  /** What is here of a snapshot that broke off, in this run of the app or an earlier one; null when there is none to go on with. */
  partialSnapshot(): Promise<PartialSnapshot | null>
  /** Goes on with that one; or begins anew, and lets go of it. */
  startGeneration(which: 'anew' | 'goes-on'): Promise<GenerationWriter>
  /** Id and version of each ticket of a bucket, from the rows themselves. */
  versions(bucket: number): Promise<readonly (readonly [id: string, version: number])[]>
  /** Puts a bucket in the place of what is here, in one transaction. Refuses (rejects) when the cursor is not at that position. */
  putBucket(at: Position, bucket: ReceivedBucket): Promise<void>
}

export interface OutboxPatch {
  readonly id: string
  readonly change: Partial<Omit<OutboxEntry, 'order' | 'mutation'>>
}

/** The outbox's own storage, strictly durable: a resolved write is on the disk. */
export interface OutboxStore {
  /** In order of writing. */
  all(): Promise<readonly OutboxEntry[]>
  /**
   * One transaction: adds what is new (an id that is there already stays as it is) and changes what is still there.
   * Answers the entries that were added, with their order.
   */
  write(change: {
    readonly add?: readonly NewEntry[]
    readonly patch?: readonly OutboxPatch[]
    readonly remove?: readonly string[]
  }): Promise<readonly OutboxEntry[]>
  /**
   * Changes all of these or none, in one transaction for all windows: only where `holds` is true of each of them as it is stored at
   * that moment (undefined: it is not there any more). Answers whether they were changed. `puttingBack`: what was written in them
   * is being written again, in the same transaction.
   */
  writeIf(
    patch: readonly OutboxPatch[],
    holds: (entry: OutboxEntry | undefined) => boolean,
    puttingBack?: boolean,
  ): Promise<boolean>
}

export interface JournalRecord {
  readonly id: string
  readonly text: string
}

export type Kept = { readonly ok: true } | { readonly ok: false; readonly error: ApiError }

/** Main's append-only file, fsynced before it answers. */
export interface Journal {
  append(record: JournalRecord): Promise<Kept>
  read(): Promise<readonly JournalRecord[]>
  forget(ids: readonly string[]): Promise<Kept>
}

/** Files of replies, kept on this device until the server has them for good. */
export interface FileSender {
  /** Gives the server a file under its id. `not-kept`: this device has no such file; null: no answer came. */
  send(id: string): Promise<RawAnswer | 'not-kept' | null>
}

export interface EnginePorts {
  readonly clock: Clock
  readonly random: Random
  readonly cache: CacheStore
  readonly outbox: OutboxStore
  readonly journal: Journal
  readonly transport: Transport
  /** Left out where no files are kept: the server then decides on a reply that names one. */
  readonly files?: FileSender
  /** Left out: what this build speaks. */
  readonly speaks?: Speaks
}
