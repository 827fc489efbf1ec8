import { ticketFields } from './fields'
import type { EventBody, EventEnvelope, UnknownBody } from './events'
import type { TicketFields } from './fields'

export type UnknownEvent = EventEnvelope & UnknownBody
type Created = EventEnvelope & Extract<EventBody, { type: 'ticket.created' }>

const blank: TicketFields = {
  subject: '',
  customerId: null,
  reporter: { name: '', email: '', keyUserId: null },
  language: 'nl',
  teamId: null,
  assigneeId: null,
  type: null,
  priority: null,
  cover: null,
}

/**
 * A ticket must exist here although its first event cannot be read: what can be read of its number and fields, where
 * `ticket.created` has them, and blanks for the rest.
 */
export function readableCreation({ original, ...event }: UnknownEvent): Created {
  const { number, fields } = original
  return {
    ...event,
    type: 'ticket.created',
    number: typeof number === 'number' && Number.isInteger(number) && number > 0 ? number : null,
    channel: 'console',
    attention: null,
    fields: { ...blank, ...readableFields(fields) },
  }
}

function readableFields(fields: unknown): Partial<TicketFields> {
  if (typeof fields !== 'object' || fields === null) return {}
  const readable = Object.entries(fields).filter(([name, value]) => isFieldValue(name, value))
  return Object.fromEntries(readable)
}

/** Whether this version knows the field, and the value can stand in it. */
export const isFieldValue = (name: string, value: unknown): boolean =>
  Object.hasOwn(ticketFields.shape, name) &&
  ticketFields.shape[name as keyof TicketFields].safeParse(value).success
