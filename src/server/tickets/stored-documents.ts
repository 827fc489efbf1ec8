import type { Customer } from '../../shared/tickets/people'
import type { OutgoingMail } from './outgoing-mail'

/**
 * Documents as the tables hold them: of another version, or damaged. What is asked of one is only what this server reads of it.
 */

/** The customer; null for a document that is damaged. */
export function readCustomer(doc: unknown): Customer | null {
  const isReadable =
    isObject(doc) &&
    typeof doc.id === 'string' &&
    typeof doc.email === 'string' &&
    isListOf(doc.keyUsers, (keyUser) => isObject(keyUser) && typeof keyUser.email === 'string')
  return isReadable ? (doc as unknown as Customer) : null
}

/** Whether a row of the outbox says what to send to whom. */
export function isOutgoingMail(doc: unknown): doc is OutgoingMail {
  return (
    isObject(doc) &&
    isObject(doc.from) &&
    typeof doc.from.email === 'string' &&
    isListOf(doc.to, isText) &&
    isListOf(doc.cc, isText) &&
    isText(doc.subject) &&
    isText(doc.text) &&
    isText(doc.messageId) &&
    isListOf(doc.references, isText) &&
    isListOf(doc.attachmentIds, isText)
  )
}

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

const isListOf = (json: unknown, isOne: (each: unknown) => boolean): boolean =>
  Array.isArray(json) && json.every(isOne)

const isText = (json: unknown): boolean => typeof json === 'string'
