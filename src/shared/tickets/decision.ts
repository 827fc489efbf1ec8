import type { ApiError } from '../sync/wire'
import type { Actor, EventBody, TicketEvent } from './events'
import type { Role } from './people'

/** Everything that a decision depends on beside the ticket and the mutation. */
export interface DecisionContext {
  /** Server time (on a client: its estimate), epoch ms. */
  readonly now: number
  readonly actor: Actor
  readonly role: Role
  /** Confirmed events after the version that the author had seen. A client folding its own pending work gives none. */
  readonly since: readonly TicketEvent[]
  /** A log that a restored backup has ended may have had it: its author is not asked again about what happened since. */
  readonly again: boolean
  /** True on a client that folds pending work of which a reply is part: it will be the feedback once it is sent. */
  readonly unsentReply: boolean
  /** The number of a new ticket; null on a client. */
  readonly nextNumber: number | null
  /** The office's address for this ticket's customer, and the Message-ID of what is sent; null on a client. */
  readonly mail: { readonly from: string; readonly messageId: string | null }
  readonly knows: {
    readonly agent: (id: string) => boolean
    readonly customer: (id: string) => boolean
    readonly team: (id: string) => boolean
    /** Whether an address is a key user's of that customer. */
    readonly keyUser: (customerId: string, email: string) => boolean
  }
  /** Whether the term without contact, or without confirmation of a solution, has passed since an instant (epoch ms). */
  readonly termOver: (term: 'contact' | 'confirmation', since: number) => boolean
}

export interface DecidedEvent {
  /** When it happened, epoch ms. */
  readonly at: number
  /** What its author said, where that is another moment. */
  readonly saidAt?: number
  readonly body: EventBody
  /** Who did it, where that is not the author of the mutation. */
  readonly by?: Actor
}

export type Decision =
  | { readonly result: 'applied' | 'merged'; readonly events: readonly DecidedEvent[] }
  /** The world overtook the author: kept for a person to look at. */
  | { readonly result: 'held' | 'rejected'; readonly reason: ApiError }

/** A rejection with a code and a sentence that a person can act on. */
export const rejected = (code: string, message: string): Decision => ({
  result: 'rejected',
  reason: { code, message },
})

export const applied = (...events: readonly DecidedEvent[]): Decision => ({ result: 'applied', events })
