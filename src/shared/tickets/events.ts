import { z } from 'zod'
import { ticketEvents } from './acts'
import { instant, text, uuid } from './values'

/**
 * What happened to tickets: an append-only log, the only truth. Each event is stored once and never changed. A schema here
 * checks and never transforms: an event is kept as it came, with what this version does not know (see `decode-event.ts`).
 */

type Schema = (typeof ticketEvents)[number]['schema']

const [first, ...others] = ticketEvents.map(({ schema }): Schema => schema) as [Schema, ...Schema[]]

/** What the events of each type hold. */
export const eventBody = z.discriminatedUnion('type', [first, ...others])

export const actor = z.object({
  kind: z.enum(['agent', 'customer', 'system']),
  id: uuid.nullable(),
  name: text(200),
})

const envelope = z.object({
  id: uuid,
  ticketId: uuid,
  /** The ticket's version after this event: 1 for the first. */
  version: z.number().int().positive(),
  /** When it happened: what clocks count with. */
  at: instant,
  /** When the server wrote it down. Later than `at` for what a person reported afterwards. */
  recordedAt: instant,
  /** What its author said, where that is another moment than `at`. */
  saidAt: instant.optional(),
  actor,
  /** The mutation that caused it; null for what the system or a mail did. */
  mutationId: uuid.nullable(),
})

export const ticketEvent = z.intersection(envelope, eventBody)

/**
 * An event of a newer version that this one cannot read: its type is not known here, or its body is not what the type has
 * here. `original` is the event as it came. Only `decode-event.ts` makes one; it is never written to a log.
 */
export interface UnknownBody {
  readonly type: 'unknown'
  readonly original: Readonly<Record<string, unknown>>
  /** No version of ours made it so: it has no ids, version or times, and its place among the others is all that is known. */
  readonly isDamaged?: true
}

export type EventBody = z.infer<Schema>
export type EventEnvelope = z.infer<typeof envelope>
export type TicketEvent = EventEnvelope & (EventBody | UnknownBody)
export type Actor = z.infer<typeof actor>
