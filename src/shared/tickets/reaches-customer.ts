import type { Ticket } from './ticket'

interface KnownPeople {
  readonly keyUser: (customerId: string, email: string) => boolean
}

/**
 * Whether a mail to these addresses goes to the reporter or a key user of the ticket's customer, in To or Cc: only such a
 * mail is feedback, and an attempt to reach the customer.
 */
export function reachesCustomer(
  { reporter, customerId }: Pick<Ticket, 'reporter' | 'customerId'>,
  addresses: readonly string[],
  { keyUser }: KnownPeople,
): boolean {
  const reporterAddress = reporter.email.toLowerCase()
  return addresses.some(
    (address) =>
      (reporterAddress !== '' && address.toLowerCase() === reporterAddress) ||
      (customerId !== null && keyUser(customerId, address)),
  )
}

/** Whether an address is one of these key users'. */
export const isKeyUserAddress = (keyUsers: readonly { readonly email: string }[], email: string): boolean =>
  keyUsers.some((keyUser) => keyUser.email.toLowerCase() === email.toLowerCase())
