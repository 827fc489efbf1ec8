import type { Customer, KeyUser } from '../../shared/tickets/people'
import type { Ticket } from '../../shared/tickets/ticket'
import type { Mailbox } from './parse'

/** Which customer and key user a mail comes from. */
export interface Origin {
  readonly customer: Customer | null
  readonly keyUser: KeyUser | null
}

/** Providers whose domain says nothing about the company. */
const publicDomains = new Set([
  'gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'hotmail.nl', 'live.nl', 'live.com', 'msn.com', 'yahoo.com',
  'icloud.com', 'me.com', 'proton.me', 'protonmail.com', 'ziggo.nl', 'kpnmail.nl', 'planet.nl', 'home.nl', 'xs4all.nl',
  'hetnet.nl', 'upcmail.nl', 'gmx.net', 'gmx.de', 'web.de', 'aol.com',
]) // prettier-ignore

/** Whether a provider's domain, which says nothing about the company. */
export const isPublicDomain = (domain: string): boolean => publicDomains.has(domain)

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase()

/** An address without its tag: "aar+tijdig@x.example" is read as "aar@x.example". */
const untagged = (email: string): string => email.toLowerCase().replace(/\+[^@]*@/, '@')

/** By the customer's own address at the office, then by key user, then by the domain of key users. */
export function originOf(
  customers: readonly Customer[],
  recipients: readonly string[],
  sender: Mailbox,
): Origin {
  const addressed = new Set(recipients.map(untagged))
  const byRecipient = customers.find(({ email }) => addressed.has(email.toLowerCase()))
  const bySender = customers.find((customer) => keyUserOf(customer, sender.email) !== null)
  const customer =
    byRecipient ?? bySender ?? customers.find((each) => sharesDomain(each, sender.email)) ?? null
  return { customer, keyUser: customer && keyUserOf(customer, sender.email) }
}

/** Whether a sender may write on a customer's ticket by naming its number: its reporter, a key user, or the same company. */
export function belongsTo(ticket: Ticket, customers: readonly Customer[], sender: Mailbox): boolean {
  const reporter = ticket.reporter.email.toLowerCase()
  if (reporter !== '' && reporter === sender.email.toLowerCase()) return true
  const customer = customers.find(({ id }) => id === ticket.customerId)
  if (!customer) return false
  return keyUserOf(customer, sender.email) !== null || sharesDomain(customer, sender.email)
}

function keyUserOf({ keyUsers }: Customer, email: string): KeyUser | null {
  const wanted = email.toLowerCase()
  return keyUsers.find((keyUser) => keyUser.email.toLowerCase() === wanted) ?? null
}

function sharesDomain({ keyUsers }: Customer, email: string): boolean {
  const domain = domainOf(email)
  return !publicDomains.has(domain) && keyUsers.some((keyUser) => domainOf(keyUser.email) === domain)
}

/** The ticket numbers that a subject names, as "#1042" or "[#1042]", in order. */
export const numbersIn = (subject: string): readonly number[] =>
  [...subject.matchAll(/(?<![\w&])#(\d{1,9})\b/g)]
    .map((match) => Number(match[1]))
    .filter((number) => number > 0)

/** The office's ids of events in Message-IDs that it made itself (see `messageIdOf`). */
export const eventIdsIn = (messageIds: readonly string[]): readonly string[] =>
  messageIds.flatMap(
    (id) => /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/.exec(id.toLowerCase())?.[1] ?? [],
  )
