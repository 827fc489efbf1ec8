import type { EventBody } from '../../shared/tickets/events'
import type { Ticket } from '../../shared/tickets/ticket'
import { messageIdOf } from './message-id'
import { automaticMail } from './texts'

type ClosingReason = Extract<EventBody, { type: 'ticket.closed' }>['reason']

const notices = { 'no-contact': 'closed-no-contact', unconfirmed: 'closed-unconfirmed' } as const

/** Whether the reporter is told of a closing: when it came for want of an answer, not when they asked for it. */
export const isTold = (reason: ClosingReason): reason is keyof typeof notices => reason in notices

/** The e-mail that tells the reporter that their ticket was closed for want of an answer; null without an address. */
export function closingNotice(
  ticket: Ticket,
  reason: keyof typeof notices,
  eventId: string,
  office: { readonly name: string; readonly address: string },
): EventBody | null {
  const { name, email } = ticket.reporter
  if (!email.includes('@')) return null
  const { subject, text } = automaticMail(ticket.language, notices[reason], {
    name,
    number: ticket.number ?? '',
    subject: ticket.subject,
    office: office.name,
  })
  return {
    type: 'reply.sent',
    purpose: 'notice',
    message: {
      text,
      html: null,
      from: { name: office.name, email: office.address },
      to: [email],
      cc: [],
      subject,
      messageId: messageIdOf(eventId, office.address),
      attachments: [],
    },
  }
}
