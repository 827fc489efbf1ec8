import { z } from 'zod'
import { coverVerdicts, priorities, ticketTypes, waitingFor } from '../sla/facts'
import { instant, text, uuid } from './values'

/**
 * What happened to tickets: an append-only log, the only truth. Each event is stored once and never changed. A schema here
 * checks and never transforms: an event is kept as it came, with what this version does not know (see `decode-event.ts`).
 */

export const languages = ['nl', 'en'] as const
/** Why a person must look at a ticket. */
export const attentions = [
  'unreadable-mail',
  'unknown-sender',
  'bounce',
  /** A mail was received before what it would have ended or reopened, and came in afterwards. */
  'late-mail',
  /** Somebody answered who was asked for help, while the ticket waits for an external party. */
  'party-answered',
  /** The ticket was closed for want of contact, and a fact that came later shows that there was some. */
  'closing-in-doubt',
] as const
export const closingReasons = [
  'confirmed',
  'no-contact',
  'unconfirmed',
  'withdrawn',
  'duplicate',
  'spam',
] as const

/**
 * How the mail of a reply stands. `failed`: somebody surely has not got it. `in-doubt`: it may have arrived. `waiting`: a person sent it
 * again. `delivered`: the mail server took it. `arrived`, `given-up`: what a person says of one that failed or is in doubt.
 */
export const deliveryStates = ['failed', 'in-doubt', 'waiting', 'delivered', 'arrived', 'given-up'] as const

const reporter = z.object({ name: text(200), email: text(320), keyUserId: uuid.nullable() })
const cover = z.object({
  verdict: z.enum(coverVerdicts),
  clause: text(100),
})
const attachment = z.object({
  id: uuid,
  name: text(255),
  mediaType: text(200),
  size: z.number().int().nonnegative(),
})

/** What a person wrote or a mail said. `html` is sanitised by the server and never trusted by the screen. */
export const message = z.object({
  text: text(1_000_000),
  html: text(2_000_000).nullable(),
  from: z.object({ name: text(200), email: text(320) }),
  to: z.array(text(320)).max(100),
  cc: z.array(text(320)).max(100),
  subject: text(1000),
  /** RFC 5322 Message-ID without angle brackets; null for what did not come by mail. */
  messageId: text(998).nullable(),
  attachments: z.array(attachment).max(100),
})

/** Fields that people edit; each merges by itself (see `merge.ts`). */
export const ticketFields = z.object({
  subject: text(1000),
  customerId: uuid.nullable(),
  reporter,
  language: z.enum(languages),
  teamId: uuid.nullable(),
  assigneeId: uuid.nullable(),
  type: z.enum(ticketTypes).nullable(),
  priority: z.enum(priorities).nullable(),
  cover: cover.nullable(),
})

export const fieldChange = z.object({
  field: ticketFields.keyof(),
  from: z.unknown(),
  to: z.unknown(),
})

export const contactAttempt = z.object({ channel: z.enum(['email', 'telephone']), note: text(10_000) })

/** A screen recording that shares knowledge. */
export const recording = z.object({
  recordingId: uuid,
  url: text(2000),
  title: text(300),
  note: text(10_000),
})

export const eventBody = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ticket.created'),
    number: z.number().int().positive().nullable(),
    channel: z.enum(['mail', 'telephone', 'portal', 'console']),
    fields: ticketFields,
    attention: z.enum(attentions).nullable(),
    /** The reporter has no confirmation yet, and gets it when an agent says which customer this is. */
    confirmation: z.literal('awaited').optional(),
  }),
  z.object({
    type: z.literal('message.received'),
    message,
    /** Left out for the customer's own people. `party`: somebody else who was asked for help, such as a supplier. */
    author: z.enum(['machine', 'party']).optional(),
    /** Why a person must look at the ticket because of it; left out when nobody need. */
    attention: z.enum(attentions).optional(),
  }),
  z.object({ type: z.literal('confirmation.sent'), message }),
  /** A public reply. The first one is the feedback ("terugmelding") that stops the response clock. */
  z.object({
    type: z.literal('reply.sent'),
    message,
    /** `overrun`: tells the reporter that it takes longer; `notice`: sent by the system on closing. */
    purpose: z.enum(['reply', 'overrun', 'notice']),
    /** False: neither the reporter nor a key user is among its recipients, so it is no feedback. Left out: it reached one. */
    reachesCustomer: z.boolean().optional(),
  }),
  /** The mail of an agent's reply did not reach everybody, or did after all: a reply that did not leave counts for nothing. */
  z.object({
    type: z.literal('delivery.changed'),
    /** The event of the reply. */
    replyId: uuid,
    /** Who wrote it. */
    authorId: uuid.nullable(),
    state: z.enum(deliveryStates),
    /** Whether the reporter or a key user surely has it. */
    reachesCustomer: z.boolean(),
    /** What counts on the whole ticket since: see `contactsOf`. */
    contacts: z.object({ feedbackAt: instant.nullable(), lastContactAttemptAt: instant.nullable() }),
  }),
  /** Feedback given otherwise than by a reply, such as by telephone. */
  z.object({
    type: z.literal('feedback.given'),
    channel: z.enum(['telephone', 'portal']),
    note: text(10_000),
    attention: z.enum(attentions).optional(),
  }),
  z.object({ type: z.literal('note.added'), text: text(200_000) }),
  z.object({
    type: z.literal('fields.changed'),
    changes: z.array(fieldChange).max(20),
    /** Values that lost against a newer one: kept here, one click from restored. */
    overruled: z.array(fieldChange).max(20),
  }),
  z.object({ type: z.literal('work.started') }),
  z.object({
    type: z.literal('wait.started'),
    kind: z.enum(waitingFor),
    reason: text(10_000),
    contactAttempt: contactAttempt.nullable(),
    /** It began within another wait, and what had ended that one when this was written down does not end it. */
    outlasts: z.literal(true).optional(),
  }),
  z.object({
    type: z.literal('contact.attempted'),
    attempt: contactAttempt,
    attention: z.enum(attentions).optional(),
  }),
  z.object({ type: z.literal('wait.ended'), attention: z.enum(attentions).optional() }),
  z.object({ type: z.literal('ticket.solved'), resolution: text(200_000) }),
  z.object({ type: z.literal('ticket.reopened'), reason: text(10_000) }),
  z.object({
    type: z.literal('ticket.closed'),
    reason: z.enum(closingReasons),
    note: text(10_000),
  }),
  z.object({
    type: z.literal('ticket.escalated'),
    level: z.union([z.literal(1), z.literal(2)]),
    reason: text(10_000),
  }),
  z.object({ type: z.literal('escalation.ended'), note: text(10_000) }),
  z.object({ type: z.literal('recording.added'), recording }),
  z.object({ type: z.literal('attention.cleared') }),
])

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

export type EventBody = z.infer<typeof eventBody>
export type EventEnvelope = z.infer<typeof envelope>
export type TicketEvent = EventEnvelope & (EventBody | UnknownBody)
export type TicketFields = z.infer<typeof ticketFields>
export type FieldName = keyof TicketFields
export type FieldChange = { readonly field: FieldName; readonly from: unknown; readonly to: unknown }
export type Message = z.infer<typeof message>
export type Attachment = z.infer<typeof attachment>
export type Actor = z.infer<typeof actor>
export type Recording = z.infer<typeof recording>
