import { z } from 'zod'
import { mutationEnvelope } from '../../tickets/mutations'
import type { MutationEnvelope } from '../../tickets/mutations'
import type { ApiError, Position } from '../wire'

/**
 * `acknowledged`: the server applied it; kept until the log is durable beyond it, and sent again should the server be
 * restored to before it. `dropped`: its author gave it up or replaced it; kept until the journal has forgotten it.
 */
export type EntryState = 'waiting' | 'acknowledged' | 'held' | 'rejected' | 'dropped'

/** Where the log was when a mutation was applied, and when the server said so. */
export interface Acknowledged extends Position {
  readonly head?: Position
}

export interface OutboxEntry {
  /** Grows with each entry on this device: the order within a lane. Never the clock's. */
  readonly order: number
  readonly mutation: MutationEnvelope
  readonly state: EntryState
  /** Why it was held or rejected. */
  readonly reason: ApiError | null
  readonly ack: Acknowledged | null
  /** The log that it was first sent to, noted before it went. Older versions of the app did not note it. */
  readonly sentIn?: string
  /**
   * True from its writing until just before it is first sent. Left out in what the journal gave back and in what older versions of
   * the app wrote: nobody knows whether that was sent.
   */
  readonly unsent?: boolean
  /** False when it was applied without changing anything: then no event of it will ever come. */
  readonly changed: boolean
  /** It was applied, but values of others won, or it was moot; kept until its author has seen that. */
  readonly overruled?: boolean
  /** The held or rejected entry that this one takes the place of. */
  readonly replaces: string | null
  /** The order of what it replaces: it stands there in its lane. Null: its own order. */
  readonly place: number | null
  /** The journal's record of its author's word to drop it. */
  readonly decisionId: string | null
}
export type NewEntry = Omit<OutboxEntry, 'order'>

/** Whose work it is: another person on the same machine never sends it. */
export interface Author {
  readonly workspaceId: string
  readonly agentId: string
}

/**
 * Whether another log than this one may have had it: applied there, or sent there without ever hearing what became of it.
 * Its e-mail may have left.
 */
export const mayBeDoneBefore = ({ ack, sentIn }: OutboxEntry, epoch: string): boolean =>
  [ack?.epoch, sentIn].some((known) => known !== undefined && known !== epoch)

/** The log that the last of these was applied in or sent to; null when none was. */
export const epochOfWork = (entries: readonly OutboxEntry[]): string | null =>
  entries.reduce<string | null>((last, { ack, sentIn }) => ack?.epoch ?? sentIn ?? last, null)

/** Whether it stands before its author: to decide on, or to be seen. */
export const needsAuthor = ({ state, overruled }: OutboxEntry): boolean =>
  state === 'held' || state === 'rejected' || (state === 'acknowledged' && overruled === true)

/** Surely never sent, by this version of the app or an older one. */
export const isUnsent = ({ state, unsent, sentIn }: OutboxEntry): boolean =>
  state === 'waiting' && unsent === true && sentIn === undefined

/** Whether its author may take it back: the server decided against it, or has surely never been sent it. */
export const mayBeTakenBack = (entry: OutboxEntry): boolean =>
  entry.state === 'held' || entry.state === 'rejected' || isUnsent(entry)

/** Where an entry stands in its lane. */
export const placeOf = ({ place, order }: OutboxEntry): number => place ?? order

export const newEntry = (
  mutation: MutationEnvelope,
  replaces: string | null,
  place: number | null,
): NewEntry => ({
  mutation,
  state: 'waiting',
  reason: null,
  ack: null,
  changed: true,
  replaces,
  place,
  decisionId: null,
})

const author = { workspaceId: z.string(), agentId: z.string() }
/** Loose: what a newer version of the app wrote beside it is kept. */
const journalRecord = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('mutation'),
    ...author,
    mutation: z.looseObject(mutationEnvelope.shape),
    replaces: z.string().nullable(),
  }),
  z.looseObject({ kind: z.literal('drop'), ...author, mutationId: z.string() }),
])
type RecordBody = z.infer<typeof journalRecord>

/** The journal's line for a mutation. */
export function mutationRecord(who: Author, mutation: MutationEnvelope, replaces: string | null): string {
  return JSON.stringify({ kind: 'mutation', ...who, mutation, replaces } satisfies RecordBody)
}

/** The journal's line for a person's word that held or rejected work is to be dropped. */
export function dropRecord(who: Author, mutationId: string): string {
  return JSON.stringify({ kind: 'drop', ...who, mutationId } satisfies RecordBody)
}

/** Reads a journal line; null for another person's, and for what this version does not understand (it stays there). */
export function parseRecord(text: string, who: Author): RecordBody | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  const parsed = journalRecord.safeParse(json)
  if (!parsed.success) return null
  const mine = parsed.data.workspaceId === who.workspaceId && parsed.data.agentId === who.agentId
  return mine ? parsed.data : null
}
