import type { ApiError, Outcome } from '../../shared/sync/wire'
import type { TicketEvent } from '../../shared/tickets/events'
import type { Agent, Customer, Office } from '../../shared/tickets/people'
import type { OutgoingMail } from './outgoing-mail'

/** One row of the change log without its position. */
export type ChangeBody =
  | { readonly kind: 'ticket'; readonly ticketId: string; readonly events: readonly TicketEvent[] }
  | { readonly kind: 'customer'; readonly customer: Customer }
  | { readonly kind: 'agent'; readonly agent: Agent }
  | { readonly kind: 'office'; readonly office: Office }

/** What was decided on a mutation, as it is remembered under its id. */
export interface DecidedMutation {
  readonly id: string
  readonly agentId: string
  readonly ticketId: string
  readonly bodyHash: string
  readonly result: Outcome['result']
  readonly reason: ApiError | null
}

export interface QueuedMail {
  /** The id of the event that it tells of. */
  readonly id: string
  readonly ticketId: string
  readonly mail: OutgoingMail
  /** A log that a restored backup has ended may have sent it: a person decides. */
  readonly mayHaveLeft?: true
}

/** A committed change with all that it wrote: enough to write it again, with the same ids. */
export interface CommittedChange {
  readonly workspaceId: string
  readonly epoch: string
  readonly seq: number
  readonly at: number
  readonly body: ChangeBody
  readonly mutation: DecidedMutation | null
  readonly mails: readonly QueuedMail[]
}
