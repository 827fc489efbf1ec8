import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import { assertNever } from '../../shared/assert-never'
import type { Destination } from '../../shared/ipc/channels'
import { data } from '../state/data-client'
import { goToView, openTicket } from '../state/navigation'

/** Goes where a deep link, a notification or the menu points. Only opens views. */
export async function goToDestination(destination: Destination): Promise<void> {
  switch (destination.view) {
    case 'ticket':
      openTicket(destination.ticketId)
      return
    case 'ticket-number': {
      const found = await data().ticketByNumber({ number: destination.number })
      if (found) openTicket(found.ticket.id)
      else
        notifications.show({
          title: `#${destination.number}`,
          message: i18next.t('ticket.missing'),
        })
      return
    }
    case 'queue':
      goToView(destination.name)
      return
    default:
      assertNever(destination)
  }
}
