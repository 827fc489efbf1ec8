import { z } from 'zod'
import { ticketEvent } from '../tickets/events'
import type { TicketEvent } from '../tickets/events'
import { mutationEnvelope } from '../tickets/mutations'
import { agent, customer, office } from '../tickets/people'
import type { Ticket } from '../tickets/ticket'
import { instant, text, uuid } from '../tickets/values'
import { apiError } from './api-wire'

// What is said beside sync lies apart, for who needs nothing of sync at a start.
export * from './api-wire'

/** What client and server say to each other. Every route is under `/v1`; every error body is an `apiError`. */

export const pushLimits = { mutations: 100, bytes: 256 * 1024 } as const
/** Tickets per bucket: the unit of packed pages, of the snapshot stream and of the damage check. */
export const bucketSize = 500

/** The server's signature under a position: its word that the log was there. Opaque; a server without it sends none. */
const proof = text(100).optional()

/** A position in a workspace's change log. Another epoch means that the server was restored: numbers do not compare. */
export const position = z.object({ epoch: uuid, seq: z.number().int().nonnegative(), proof })
export type Position = z.infer<typeof position>

const stamped = {
  serverTime: instant,
  /** Up to here the log survives a crash of the server. Clients keep acknowledged mutations until it has passed them. */
  durableSeq: z.number().int().nonnegative(),
}

export const outcome = z.object({
  mutationId: uuid,
  result: z.enum(['applied', 'merged', 'held', 'rejected']),
  /** Log position of what it changed; null when nothing was changed. */
  seq: z.number().int().positive().nullable(),
  /** Why it was held or rejected: code and a sentence. Null when applied. */
  reason: apiError.nullable(),
})
export type Outcome = z.infer<typeof outcome>

/**
 * POST /v1/sync/push. Outcomes come in the order of the mutations. The server decides on each by itself, and of what came
 * before asks only for what `after` names: a refused field is no reason to keep a reply back. Lanes are the client's
 * (`engine/lanes.ts`): it sends nothing of a ticket behind what may be held.
 */
export const pushRequest = z.object({
  deviceId: uuid,
  /** Who wrote it. Another one's sign-in does not send it: 403 `other-author`. */
  authorId: uuid.optional(),
  /**
   * The log that the author knows of. Where the server began another one since (a backup was restored), it decides on
   * nothing and says so by its head: what it forgot is to come first, in the order of its lanes.
   */
  epoch: uuid.optional(),
  /** The furthest position of that log that the author has a proof of, as with a pull. */
  seen: z.object({ seq: z.number().int().nonnegative(), proof: text(100) }).optional(),
  /**
   * Those of them that another log, which a restored backup has ended, may have had: what they caused outside may have
   * happened. They are not held, and their e-mail does not leave before a person says so.
   */
  again: z.array(uuid).max(pushLimits.mutations).optional(),
  mutations: z.array(mutationEnvelope).min(1).max(pushLimits.mutations),
})
export const pushResponse = z.object({ outcomes: z.array(outcome), head: position, ...stamped })
export type PushRequest = z.infer<typeof pushRequest>
export type PushResponse = z.infer<typeof pushResponse>

/** One row of the change log. `seq` is dense within a workspace: a client can prove that it has everything. */
export const change = z.intersection(
  z.object({ seq: z.number().int().positive() }),
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ticket'), ticketId: uuid, events: z.array(ticketEvent).min(1) }),
    z.object({ kind: z.literal('customer'), customer }),
    z.object({ kind: z.literal('agent'), agent }),
    z.object({ kind: z.literal('office'), office }),
  ]),
)
export type Change = z.infer<typeof change>

/**
 * GET /v1/sync/pull?epoch=&after=&limit=&seen=&proof=. 410 `cursor-gone`: take a new snapshot; the outbox stays. `seen` and
 * `proof`: the furthest position of this epoch that the client has and was given a proof of; past the log's end, or at
 * another row, it shows that a backup was restored.
 */
export const pullResponse = z.object({
  epoch: uuid,
  /** The changes are exactly `after + 1 … to`. */
  after: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
  head: z.number().int().nonnegative(),
  /** Of `to`. */
  proof,
  changes: z.array(change),
  ...stamped,
})
export type PullResponse = z.infer<typeof pullResponse>

/**
 * GET /v1/sync/snapshot?epoch=&seen=&proof= (or without, as with a pull): application/x-ndjson, all of one moment: a start
 * line, a line a bucket in ascending order, an end line. With `&at=&after=` one that broke off goes on: the buckets after that one,
 * as of the same position, with the reference data of now; 410 `cursor-gone` when that cannot be told any more. A server that does not
 * know these two gives all of a new one, whose start line says so.
 */
export interface SnapshotStart {
  readonly line: 'start'
  readonly epoch: string
  readonly seq: number
  readonly proof?: string
  readonly durableSeq: number
  readonly serverTime: number
  readonly tickets: number
  readonly customers: readonly z.infer<typeof customer>[]
  readonly agents: readonly z.infer<typeof agent>[]
  readonly office: z.infer<typeof office>
}
export interface SnapshotBucket {
  readonly line: 'bucket'
  /** Ticket number divided by `bucketSize`, rounded down. */
  readonly bucket: number
  readonly tickets: readonly Ticket[]
  /** Events of those tickets, a list per ticket id, oldest first. */
  readonly timelines: Readonly<Record<string, readonly TicketEvent[]>>
}
/** Its absence means that the stream was cut off: start again. */
export interface SnapshotEnd {
  readonly line: 'end'
  readonly tickets: number
}
export type SnapshotLine = SnapshotStart | SnapshotBucket | SnapshotEnd

/** GET /v1/sync/live: server-sent events `head`, at least one every 15 s. Carries no data: pull brings it. */
export const liveHead = z.object({ epoch: uuid, head: z.number().int().nonnegative(), ...stamped })
export type LiveHead = z.infer<typeof liveHead>

/**
 * GET /v1/sync/checksums: a client compares them with its own rows at the same position, and takes what differs again: GET
 * /v1/sync/buckets/:bucket?epoch=&at=&seen=&proof= answers with a `SnapshotBucket` as of `at`; 410 `cursor-gone` as a pull does.
 */
export const checksums = z.object({
  epoch: uuid,
  seq: z.number().int().nonnegative(),
  buckets: z.array(
    z.object({ bucket: z.number().int().nonnegative(), count: z.number().int(), checksum: text(32) }),
  ),
})
export type Checksums = z.infer<typeof checksums>
