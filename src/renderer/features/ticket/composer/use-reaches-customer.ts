import { isKeyUserAddress, reachesCustomer } from '../../../../shared/tickets/reaches-customer'
import type { Ticket } from '../../../../shared/tickets/ticket'
import { useLiveData } from '../../../state/live-data'
import { readAddresses } from '../../../texts/addresses'

/** Whether a reply to these addresses, as typed, reaches the reporter or a key user; true while they cannot be read. */
export function useReachesCustomer(ticket: Ticket, to: string, cc: string): boolean {
  const customers = useLiveData((live) => live.reference?.customers)
  const addresses = readAddresses(`${to}, ${cc}`)
  if (!addresses.ok || addresses.list.length === 0) return true
  return reachesCustomer(ticket, addresses.list, {
    keyUser: (customerId, email) =>
      isKeyUserAddress(customers?.find(({ id }) => id === customerId)?.keyUsers ?? [], email),
  })
}
