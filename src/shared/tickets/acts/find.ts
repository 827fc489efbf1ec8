import type { z } from 'zod'
import { ticketActs, ticketEvents } from '.'
import type { Decision, DecisionContext } from '../decision'
import type { EventBody, EventEnvelope } from '../events'
import type { MutationType } from '../mutations'
import type { SinceRule } from '../since'
import type { Ticket } from '../ticket'
import type { FilledIn, ReplyPart, Rule, SampleChance, Standing, Written } from './define'

/** An act for code that treats all alike. Its arguments must be of its own schema, as `parseMutation` gives them. */
export interface AnyAct {
  readonly type: MutationType
  readonly makesTicket: boolean
  readonly versions: Readonly<Record<number, z.ZodType>>
  /** On which tickets it is allowed, and to whom; null where it makes one. */
  readonly allowed: Rule | null
  readonly since: SinceRule
  readonly dialogs: readonly string[]
  filledIn?(args: unknown): FilledIn | null
  decide(ticket: Ticket | null, mutation: Written<unknown>, context: DecisionContext): Decision
  authored(args: unknown): string
  isMoot?(ticket: Ticket, context: DecisionContext): boolean
  restsOnReply?(args: unknown): ReplyPart | null
  sample(chance: SampleChance): unknown
}

const acts: ReadonlyMap<string, AnyAct> = new Map(ticketActs.map((act): [string, AnyAct] => [act.type, act]))

/** The act of this type; undefined for one that this version does not know. */
export function findAct(type: MutationType): AnyAct
export function findAct(type: string): AnyAct | undefined
export function findAct(type: string): AnyAct | undefined {
  return acts.get(type)
}

/** The version of its arguments that is written now: the newest. */
export const newestVersion = ({ versions }: Pick<AnyAct, 'versions'>): number =>
  Math.max(...Object.keys(versions).map(Number))

/** A kind of event for code that treats all alike. The event must be of its type. */
export interface AnyEventKind {
  fold(ticket: Ticket, event: EventEnvelope & EventBody, standing: Standing): Partial<Ticket>
  words(event: EventBody): readonly string[]
}

const kinds: ReadonlyMap<string, AnyEventKind> = new Map(
  ticketEvents.map((kind): [string, AnyEventKind] => [kind.type, kind]),
)

/** What an event of this type does; undefined for one that this version does not know. */
export function findEventKind(type: EventBody['type']): AnyEventKind
export function findEventKind(type: string): AnyEventKind | undefined
export function findEventKind(type: string): AnyEventKind | undefined {
  return kinds.get(type)
}
