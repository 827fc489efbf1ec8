import { z } from 'zod'
import type { ticketActs } from './acts'
import { findAct } from './acts/find'
import { instant, uuid } from './values'

/**
 * What people do to tickets, as versioned data: written once by the client, kept until the server has decided on it,
 * and applied at most once (`id`). The server keeps a handler for every version that was ever released.
 */

type Act = (typeof ticketActs)[number]
export type MutationType = Act['type']

/** The arguments of an act, of whichever version: each reads into the same. */
export type MutationArgs<T extends MutationType> = z.output<
  Extract<Act, { readonly type: T }>['versions'][number]
>

type DialogIn<A> = A extends { readonly dialogs: readonly (infer D extends string)[] } ? D : never

/** The dialogs in which an act of this type is filled in. */
export type DialogOf<T extends MutationType> = DialogIn<Extract<Act, { readonly type: T }>>

/** A dialog on one ticket. */
export type TicketDialog = DialogIn<Exclude<Act, { readonly makesTicket: true }>>

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
  const schema = findAct(envelope.type)?.versions[envelope.v]
  if (!schema)
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
