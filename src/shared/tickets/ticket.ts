import type { ClockFacts, Priority, TicketType, waitingFor } from '../sla/facts'
import type { attentions } from './attentions'
import type { languages, TicketFields } from './fields'

/** `waiting` covers both kinds of waiting; which one is in `openWait`. */
export type TicketStatus = 'new' | 'open' | 'waiting' | 'solved' | 'closed'

export type Language = (typeof languages)[number]

/** Who reported it; `keyUserId`: the customer's key user that this is, when known. */
export type Reporter = Readonly<TicketFields['reporter']>

/** Whether the agreement covers the work, and on which clause. */
export type Cover = Readonly<NonNullable<TicketFields['cover']>>

export interface Escalation {
  /** 1: a (senior) partner; 2: the Managing Partner. */
  readonly level: 1 | 2
  readonly at: number
  readonly reason: string
}

export interface OpenWait {
  readonly kind: (typeof waitingFor)[number]
  readonly from: number
  readonly reason: string
}

/** Why a person must look at a ticket. */
export type Attention = (typeof attentions)[number]

/** A reply whose mail did not reach everybody, until a person has decided on it and it left. */
export interface Undelivered {
  /** The event of the reply. */
  readonly replyId: string
  readonly authorId: string | null
  /** `waiting`: a person sent it again, and it has not left yet. */
  readonly state: 'failed' | 'in-doubt' | 'waiting'
  /** Whether the reporter or a key user surely has it. */
  readonly reachesCustomer: boolean
}

/**
 * A ticket as folded from its events by `evolve`: what lists and panels need. The events themselves are its timeline.
 * Instants are UTC epoch milliseconds. Never a source of truth: it can be folded again from the log at any time.
 */
export interface Ticket {
  readonly id: string
  /** null until the server has numbered it (created offline). */
  readonly number: number | null
  readonly subject: string
  readonly customerId: string | null
  readonly reporter: Reporter
  readonly language: Language
  readonly teamId: string | null
  readonly assigneeId: string | null
  readonly type: TicketType | null
  readonly priority: Priority | null
  readonly cover: Cover | null
  readonly status: TicketStatus
  readonly openWait: OpenWait | null
  readonly escalation: Escalation | null
  readonly attention: Attention | null
  readonly facts: ClockFacts
  /** The latest by when it happened, whatever was written down last. */
  readonly lastContactAttemptAt: number | null
  /** When the customer's people were last heard, by mail, portal or telephone; left out in what an older version folded. */
  readonly lastContactAt?: number | null
  /** When the solution was written down: nobody could confirm it before. Left out in what an older version folded. */
  readonly solvedWrittenAt?: number
  /** Whether the reporter's confirmation of receipt waits for an agent to say which customer this is. */
  readonly confirmation?: 'awaited'
  /** Left out when there are none. */
  readonly undelivered?: readonly Undelivered[]
  /** Left out when there are none: see `tags.ts`. */
  readonly tags?: readonly string[]
  /** When the reporter was told that it takes longer ("overrun"). */
  readonly overrunToldAt: number | null
  readonly customerMessages: number
  readonly publicReplies: number
  readonly notes: number
  readonly recordings: number
  /** The first 140 characters of the latest message. */
  readonly preview: string
  readonly createdAt: number
  readonly updatedAt: number
  /** How many events were folded into it. Grows by one with each event. */
  readonly version: number
  /** How many of those were made by a newer version and could not be read. Left out when there are none. */
  readonly unknownEvents?: number
}
