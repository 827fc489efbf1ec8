import type { Actor, EventBody } from '../../src/shared/tickets/events'

export const customer: Actor = { kind: 'customer', id: null, name: 'Customer' }

/** A customer's mail on a ticket. */
export const messageFrom = (text: string): EventBody => ({
  type: 'message.received',
  message: {
    text,
    html: null,
    from: { name: 'Customer', email: 'customer@example.test' },
    to: [],
    cc: [],
    subject: text,
    messageId: null,
    attachments: [],
  },
})

/** The ticket that a customer's mail opens, and the mail. */
export function reportBy(number: number): readonly EventBody[] {
  const subject = `Report ${number}`
  const reporter = { name: 'Customer', email: 'customer@example.test', keyUserId: null }
  const fields = { subject, customerId: null, reporter, language: 'nl' as const, teamId: null }
  // Every third sender is one that the office does not know.
  const attention = number % 3 === 0 ? 'unknown-sender' : null
  const open = { assigneeId: null, type: null, priority: null, cover: null }
  return [
    { type: 'ticket.created', number, channel: 'mail', fields: { ...fields, ...open }, attention },
    messageFrom(subject),
  ]
}
