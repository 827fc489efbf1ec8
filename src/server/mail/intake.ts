import { cutText } from '../../shared/cut-text'
import type { EventBody } from '../../shared/tickets/events'
import type { TicketFields } from '../../shared/tickets/fields'
import type { Message } from '../../shared/tickets/message'
import { holds } from '../../shared/sla/wait-intervals'
import type { Attention, Ticket } from '../../shared/tickets/ticket'
import { newTextOf } from '../../shared/tickets/quoted'
import type { Authorship } from './automatic'
import { languageOf } from './language'
import type { ParsedMail } from './parse'
import type { Origin } from './route'

/** What the office knows that bears on one mail. */
export interface IntakeFacts {
  readonly mail: ParsedMail
  /** The message as it will stand in the timeline. */
  readonly message: Message
  readonly authorship: Authorship
  readonly origin: Origin
  /** The ticket that has seen this very mail. */
  readonly seenOn: string | null
  /** The ticket of its thread, or the one whose number it names and to whose customer its sender belongs. */
  readonly thread: Ticket | null
  /** Whether its sender is nobody of the customer, and was written to on that ticket: a supplier who was asked for help. */
  readonly isParty: boolean
  /** When it came in (epoch ms). */
  readonly at: number
  /** Whether new reports may be confirmed: not when old mail is imported, nor to a sender who floods. */
  readonly mayConfirm: boolean
}

export type IntakeDecision =
  | { readonly kind: 'duplicate'; readonly ticketId: string }
  /** The office's own mail came back: nothing is written. */
  | { readonly kind: 'own' }
  | {
      readonly kind: 'new'
      readonly fields: TicketFields
      readonly attention: Attention | null
      /** `awaited`: when an agent has said which customer it is of. */
      readonly confirmation: 'now' | 'awaited' | 'never'
      readonly author: 'machine' | undefined
      /** A closed ticket of long ago that it answers. */
      readonly follows: number | null
    }
  | { readonly kind: 'message'; readonly ticketId: string; readonly events: readonly EventBody[] }
  /** Written by a machine about a ticket: told as a note, so that no wait ends and no clock moves. */
  | { readonly kind: 'note'; readonly ticketId: string; readonly events: readonly EventBody[] }

/** A closed ticket is reopened by an answer within this term; later it is a new report (calendar days). */
export const reopenTermDays = 30
const DAY_MS = 86_400_000

/** Decides what becomes of one mail. Pure. */
export function decideIntake(facts: IntakeFacts): IntakeDecision {
  const { authorship, seenOn, thread, at } = facts
  if (seenOn !== null) return { kind: 'duplicate', ticketId: seenOn }
  if (authorship === 'own') return { kind: 'own' }
  if (!thread) return newTicket(facts, null)
  if (authorship === 'bounce' || authorship === 'auto-reply') return note(facts, thread)
  if (thread.status === 'closed' && at - (thread.facts.closedAt ?? at) > reopenTermDays * DAY_MS)
    return newTicket(facts, thread.number)
  return { kind: 'message', ticketId: thread.id, events: answered(facts, thread) }
}

type Received = Extract<EventBody, { type: 'message.received' }>

/**
 * A customer's message ends the wait for the key user, and reopens a solved or recently closed ticket: also when it only
 * says thanks, for a machine cannot tell that from "thanks, but", and a problem that is overlooked is worse. It moves only
 * what stood when it was received. Who was asked for help is not the customer: their answer moves no clock.
 */
function answered(facts: IntakeFacts, thread: Ticket): readonly EventBody[] {
  const { message, authorship, isParty, at } = facts
  const author = isParty ? 'party' : machineOf(authorship)
  const received: Received = { type: 'message.received', message, ...(author && { author }) }
  if (authorship !== 'person') return [received]
  const { openWait, status } = thread
  if (isParty)
    return [openWait?.kind === 'external' ? { ...received, attention: 'party-answered' } : received]
  const late: Received = { ...received, attention: 'late-mail' }
  // The wait that it ends may have been ended otherwise since: the earlier end counts.
  const ended = thread.facts.waits.some((wait) => wait.kind === 'key-user' && holds(wait, at))
  if (ended) return [received, { type: 'wait.ended' }]
  if (openWait?.kind === 'key-user') return openWait.from <= at ? [received, { type: 'wait.ended' }] : [late]
  if (status !== 'solved' && status !== 'closed') return [received]
  const endedAt = thread.facts.closedAt ?? thread.facts.solvedAt ?? at
  return endedAt <= at
    ? [received, { type: 'ticket.reopened', reason: 'The customer answered by e-mail.' }]
    : [late]
}

const machineOf = (authorship: Authorship): 'machine' | undefined =>
  authorship === 'person' || authorship === 'list' ? undefined : 'machine'

function note({ message, authorship }: IntakeFacts, thread: Ticket): IntakeDecision {
  const heading =
    authorship === 'bounce'
      ? 'E-mail kon niet worden bezorgd / E-mail could not be delivered'
      : 'Automatisch antwoord / Automatic reply'
  const text = `${heading}\n${message.from.name} <${message.from.email}>\n${message.subject}\n\n${newTextOf(message.text)}`
  return {
    kind: 'note',
    ticketId: thread.id,
    events: [{ type: 'note.added', text: cutText(text, 100_000) }],
  }
}

function newTicket(facts: IntakeFacts, follows: number | null): IntakeDecision {
  const { mail, message, authorship, origin, mayConfirm } = facts
  const attention = attentionOf(facts)
  const reporter = reporterOf(facts)
  return {
    kind: 'new',
    fields: {
      subject: subjectOf(mail),
      customerId: origin.customer?.id ?? null,
      reporter: {
        name: origin.keyUser?.name ?? (reporter.name || reporter.email),
        email: reporter.email,
        keyUserId: origin.keyUser?.id ?? null,
      },
      language: origin.customer?.language ?? languageOf(`${mail.subject} ${message.text}`),
      teamId: null,
      assigneeId: null,
      type: null,
      priority: null,
      cover: null,
    },
    attention,
    confirmation:
      mayConfirm && authorship === 'person' && reporter.email !== '' ? confirmationAt(attention) : 'never',
    author: machineOf(authorship),
    follows,
  }
}

/** Only a known customer's report is confirmed; a stranger's when an agent has said who it is. */
function confirmationAt(attention: Attention | null): 'now' | 'awaited' | 'never' {
  if (attention === null) return 'now'
  return attention === 'unknown-sender' ? 'awaited' : 'never'
}

function attentionOf({ mail, authorship, origin }: IntakeFacts): Attention | null {
  if (authorship === 'bounce' || authorship === 'auto-reply') return 'bounce'
  if (mail.trouble !== null) return 'unreadable-mail'
  return origin.customer === null ? 'unknown-sender' : null
}

/** A form on a web site sends from an address of its own and names the person in Reply-To. */
function reporterOf({ mail, authorship }: IntakeFacts): { readonly name: string; readonly email: string } {
  return authorship === 'automatic' && mail.replyTo ? mail.replyTo : mail.from
}

const subjectOf = ({ subject, trouble, text }: ParsedMail): string => {
  const bare = subject.replace(/^((re|fw|fwd|antw|doorst|tr|aw|wg)\s*:\s*)+/i, '').trim()
  if (bare !== '') return bare
  if (trouble !== null) return 'E-mail kon niet worden gelezen / E-mail could not be read'
  const [first = ''] = newTextOf(text).split('\n')
  return cutText(first.trim(), 120) || '(geen onderwerp / no subject)'
}
