import { cutText } from '../../shared/cut-text'
import type { EventBody, Message, TicketFields } from '../../shared/tickets/events'
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
      readonly confirm: boolean
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

/**
 * A customer's message ends the wait for the key user, and reopens a solved or recently closed ticket: also when it only
 * says thanks, for a machine cannot tell that from "thanks, but", and a problem that is overlooked is worse.
 */
function answered({ message, authorship }: IntakeFacts, thread: Ticket): readonly EventBody[] {
  const received: EventBody = { type: 'message.received', message }
  if (authorship !== 'person') return [received]
  if (thread.openWait?.kind === 'key-user') return [received, { type: 'wait.ended' }]
  if (thread.status === 'solved' || thread.status === 'closed')
    return [received, { type: 'ticket.reopened', reason: 'The customer answered by e-mail.' }]
  return [received]
}

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
    confirm: mayConfirm && authorship === 'person' && attention === null && reporter.email !== '',
    follows,
  }
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
