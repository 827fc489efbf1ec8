import { z } from 'zod'
import type { Decision, DecisionContext } from '../decision'
import type { EventEnvelope } from '../events'
import type { MutationEnvelope } from '../mutations'
import type { Role } from '../people'
import type { SinceRule } from '../since'
import type { Ticket, TicketStatus } from '../ticket'

/** `pending` folds work that the server has not decided on: shown, but no clock stops for an unsent reply, and the version stays. */
export type Standing = 'confirmed' | 'pending'

interface EventParts<S extends z.ZodRawShape, E> {
  /** What it holds beside what every event has. */
  readonly body: S
  /** What it changes on a ticket. Total: an event that does not fit is folded as far as it can be. */
  readonly fold: (ticket: Ticket, event: EventEnvelope & E, standing: Standing) => Partial<Ticket>
  /** What search finds the ticket by. */
  readonly words: (event: E) => readonly string[]
}

/** An event of tickets. It outlives the act that makes it: a log may hold it for ever. */
export function event<const T extends string, const S extends z.ZodRawShape>(
  type: T,
  parts: EventParts<S, z.output<z.ZodObject<{ type: z.ZodLiteral<T> } & S>>>,
) {
  return {
    type,
    schema: z.object({ type: z.literal(type), ...parts.body }),
    fold: parts.fold,
    words: parts.words,
  }
}

/** An event that holds no text. */
export const noWords = (): readonly string[] => []

/** On which tickets an act is allowed, and to whom. */
export interface Rule {
  readonly statuses: readonly TicketStatus[]
  /** Left out: everybody. */
  readonly roles?: readonly Role[]
  /** A further condition on the ticket, with what to say when it fails. */
  readonly unless?: (ticket: Ticket) => Refusal | null
}

/** Why an act is not allowed: a code, and a sentence for a person. */
export interface Refusal {
  readonly code: string
  readonly message: string
}

export const statuses = {
  any: ['new', 'open', 'waiting', 'solved', 'closed'],
  unclosed: ['new', 'open', 'waiting', 'solved'],
  /** Somebody is at work on it, or waits for an answer. */
  active: ['new', 'open', 'waiting'],
} as const satisfies Record<string, readonly TicketStatus[]>

/** A mutation as its act reads it: with checked arguments. */
export type Written<A> = Omit<MutationEnvelope, 'type' | 'args'> & { readonly args: A }

/** A seeded source of chance, for samples. */
export interface SampleChance {
  pick<T>(list: readonly T[]): T
  uuid(): string
}

/** The arguments of each version that was ever released: the server reads them all for ever. */
type Versions<Args> = Readonly<Record<number, z.ZodType<Args>>>

/** `feedback`: any will do that was given. `attempt`: that very mail is the attempt to reach somebody. */
export type ReplyPart = 'feedback' | 'attempt'

/** What stands in the fields of a form, by their names. */
type Fields = Readonly<Record<string, string | null>>

/** Where its author typed it, and what stood in the fields there. `subject` is the field at the head of a ticket. */
export interface FilledIn<D extends string = string> {
  readonly dialog: D | 'subject'
  readonly fields: Fields
}

interface CommonParts<Args, D extends string> {
  /** The dialogs in which it is filled in; left out: none. What is kept of a dialog is found by its name: a name stays. */
  readonly dialogs?: readonly D[]
  /** How it stood in the fields where its author typed it, its time left out; null where nothing was typed. Left out: never. */
  readonly filledIn?: (args: Args) => FilledIn<D> | null
  /** What may have happened since its author looked, and what then. */
  readonly since: SinceRule
  /** The text that its author wrote, shown where the work waits, is held or refused; empty when there is none. */
  readonly authored: (args: Args) => string
  /** Arguments that the newest version takes (a test sees to that); whether the ticket allows it is another matter. */
  readonly sample: (chance: SampleChance) => unknown
}

interface ActParts<Args, D extends string> extends CommonParts<Args, D> {
  readonly allowed: Rule
  /** Decides what it does to the ticket, without doing it: the same on server, client and simulator. */
  readonly decide: (ticket: Ticket, mutation: Written<Args>, context: DecisionContext) => Decision
  /** Where it is not allowed: whether that is so because what its author wanted has happened since. Left out: never. */
  readonly isMoot?: (ticket: Ticket, context: DecisionContext) => boolean
  /** What it takes a reply of the same author for that has not left: it happens no sooner than that one. Left out: for nothing. */
  readonly restsOnReply?: (args: Args) => ReplyPart | null
}

interface CreationParts<Args, D extends string> extends CommonParts<Args, D> {
  readonly decide: (ticket: null, mutation: Written<Args>, context: DecisionContext) => Decision
}

/** What a person does to a ticket. */
export const act = <const T extends string, Args, const D extends string = never>(
  type: T,
  versions: Versions<Args>,
  parts: ActParts<Args, D>,
) => ({ ...parts, dialogs: parts.dialogs ?? [], type, versions, makesTicket: false as const })

/** What a person does to have a ticket at all. */
export const creation = <const T extends string, Args, const D extends string = never>(
  type: T,
  versions: Versions<Args>,
  parts: CreationParts<Args, D>,
) => ({ ...parts, dialogs: parts.dialogs ?? [], type, versions, allowed: null, makesTicket: true as const })
