import type { EventBody } from '../../shared/tickets/events'
import type { TicketFields } from '../../shared/tickets/fields'
import { messageIdOf } from './message-id'
import { automaticMail } from './texts'

interface Confirmed {
  readonly fields: Pick<TicketFields, 'reporter' | 'language' | 'subject'>
  readonly number: number | null
  /** The id of the event that tells of it. */
  readonly eventId: string
  readonly office: { readonly name: string; readonly address: string }
}

/** The e-mail that confirms a report to its reporter, with the ticket's number; null without an address. */
export function confirmationOf({ fields, number, eventId, office }: Confirmed): EventBody | null {
  const { reporter, language, subject: reported } = fields
  if (!reporter.email.includes('@')) return null
  const { subject, text } = automaticMail(language, 'confirmation', {
    name: reporter.name,
    number: number ?? '',
    subject: reported,
    office: office.name,
  })
  return {
    type: 'confirmation.sent',
    message: {
      text,
      html: null,
      from: { name: office.name, email: office.address },
      to: [reporter.email],
      cc: [],
      subject,
      messageId: messageIdOf(eventId, office.address),
      attachments: [],
    },
  }
}
