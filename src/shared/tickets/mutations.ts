import { z } from 'zod'
import { waitingFor } from '../sla/facts'
import { closingReasons, contactAttempt, ticketFields } from './events'
import { filledText, instant, text, uuid } from './values'

/**
 * What people do to tickets, as versioned data: written once by the client, kept until the server has decided on it,
 * and applied at most once (`id`). The server keeps a handler for every version that was ever released.
 */

const email = text(320).regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
/** When the person says that it happened, in estimated server time; where it cannot have been then, it is refused. */
const occurredAt = instant.nullable()

/** Only https, no credentials, no scripts: what may be stored as the address of a recording. */
const recordingUrl = text(2000).refine((value) => {
  try {
    const url = new URL(value)
    return url.protocol === 'https:' && url.username === '' && url.password === ''
  } catch {
    return false
  }
}, 'must be an https address')

/** The arguments of each kind of mutation, version 1. */
export const mutationArgs = {
  'ticket.create': z.object({
    channel: z.enum(['telephone', 'portal', 'console']),
    fields: ticketFields.extend({ subject: filledText(1000) }),
    text: text(200_000),
    occurredAt,
  }),
  /** Triage and assignment: each field with the value that its author saw. */
  'ticket.edit': z.object({
    changes: z
      .array(z.object({ field: ticketFields.keyof(), from: z.unknown(), to: z.unknown() }))
      .min(1)
      .max(20),
  }),
  'reply.send': z.object({
    text: filledText(200_000),
    to: z.array(email).min(1).max(50),
    cc: z.array(email).max(50),
    purpose: z.enum(['reply', 'overrun']),
    attachmentIds: z.array(uuid).max(50),
    /** Send although the world moved on: the author looked at what happened since. */
    anyway: z.boolean(),
  }),
  'feedback.give': z.object({ channel: z.enum(['telephone', 'portal']), note: text(10_000), occurredAt }),
  'note.add': z.object({ text: filledText(200_000) }),
  'work.start': z.object({ occurredAt }),
  'wait.start': z.object({
    kind: z.enum(waitingFor),
    reason: filledText(10_000),
    contactAttempt: contactAttempt.nullable(),
    occurredAt,
  }),
  'contact.log': z.object({ attempt: contactAttempt, occurredAt }),
  'wait.end': z.object({ occurredAt }),
  'ticket.solve': z.object({ resolution: text(200_000), occurredAt, anyway: z.boolean() }),
  'ticket.reopen': z.object({
    reason: filledText(10_000),
    /** Reopen although it was closed meanwhile; left out by apps that never ask. */
    anyway: z.boolean().optional(),
  }),
  'ticket.close': z.object({
    reason: z.enum(closingReasons),
    note: text(10_000),
    anyway: z.boolean(),
  }),
  'ticket.escalate': z.object({ level: z.union([z.literal(1), z.literal(2)]), reason: filledText(10_000) }),
  'escalation.end': z.object({ note: text(10_000) }),
  'recording.add': z.object({
    recordingId: uuid,
    url: recordingUrl,
    title: filledText(300),
    note: text(10_000),
  }),
  'attention.clear': z.object({ anyway: z.boolean().optional() }),
} satisfies Record<string, z.ZodType>

export type MutationType = keyof typeof mutationArgs
export type MutationArgs<T extends MutationType> = z.infer<(typeof mutationArgs)[T]>

/** What the author had on screen: enough to tell whether the world moved on since. */
export const seen = z.object({
  version: z.number().int().nonnegative(),
  customerMessages: z.number().int().nonnegative(),
  publicReplies: z.number().int().nonnegative(),
  /** The author's own work on this ticket that waited on the same device; left out by apps that do not say. */
  own: z.array(uuid).max(500).optional(),
})
export type Seen = z.infer<typeof seen>

/** The envelope as it travels: `args` stays opaque, so that a client keeps what it does not understand. */
export const mutationEnvelope = z.object({
  /** UUIDv7, made by the author's device; the key under which it is applied at most once. */
  id: uuid,
  type: z.string().max(64),
  v: z.number().int().positive(),
  ticketId: uuid,
  args: z.unknown(),
  seen,
  /** Mutations that must be applied before this one, beside the earlier ones of its ticket. */
  after: z.array(uuid).max(20),
  /** The author's estimate of server time when it was written; for display, never for order. */
  writtenAt: instant,
  /** The clock of the author's machine could not be trusted then: no time in it is more than a guess. */
  clock: z.literal('uncertain').optional(),
})
export type MutationEnvelope = z.infer<typeof mutationEnvelope>

/** A mutation whose type, version and arguments are known and checked. */
export type Mutation = {
  [T in MutationType]: Omit<MutationEnvelope, 'type' | 'args'> & {
    readonly type: T
    readonly args: MutationArgs<T>
  }
}[MutationType]

export type ParsedMutation =
  | { readonly ok: true; readonly mutation: Mutation }
  | { readonly ok: false; readonly code: 'unknown-mutation' | 'invalid-mutation'; readonly message: string }

/** Checks an envelope's type, version and arguments. Says which argument is wrong, and why. */
export function parseMutation(envelope: MutationEnvelope): ParsedMutation {
  const schema = Object.hasOwn(mutationArgs, envelope.type)
    ? mutationArgs[envelope.type as MutationType]
    : undefined
  if (!schema || envelope.v !== 1)
    return {
      ok: false,
      code: 'unknown-mutation',
      message: `This server does not know ${envelope.type} version ${envelope.v}: it may be older than the app that wrote it. Nothing was done; try again when it has been updated.`,
    }
  const args = schema.safeParse(envelope.args)
  if (!args.success) {
    const issue = args.error.issues[0]
    return {
      ok: false,
      code: 'invalid-mutation',
      message: `${issue?.path.join('.') || 'args'}: ${issue?.message ?? 'invalid'}`,
    }
  }
  return { ok: true, mutation: { ...envelope, args: args.data } as Mutation }
}
