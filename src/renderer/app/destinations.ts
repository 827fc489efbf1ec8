import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import { assertNever } from '../../shared/assert-never'
import type { Destination } from '../../shared/ipc/channels'
import { data } from '../state/data-client'
import { useLiveData } from '../state/live-data'
import { goToView, openTicket } from '../state/navigation'

const lookAgainMs = 300
/** With the queue on screen, closed tickets may still be on their way from the disk for this long, ms. */
const patienceMs = 5000
/** Counts what was asked for: only the last one opens. */
let asked = 0

/** Goes where a deep link, a notification or the menu points. Only opens views. */
export async function goToDestination(destination: Destination): Promise<void> {
  switch (destination.view) {
    case 'ticket':
      openTicket(destination.ticketId)
      return
    case 'ticket-number': {
      const turn = ++asked
      const found = await ticketByNumber(destination.number, () => turn !== asked)
      if (found) openTicket(found.ticket.id)
      else if (turn === asked)
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

/** The ticket as soon as it is on this device. Null when the queue is here and it is not in it, or something else is wanted. */
async function ticketByNumber(number: number, isStale: () => boolean) {
  let hereSince: number | null = null
  for (;;) {
    const found = await data().ticketByNumber({ number })
    if (found || isStale()) return found
    hereSince = isQueueHere() ? (hereSince ?? performance.now()) : null
    if (hereSince !== null && performance.now() - hereSince > patienceMs) return null
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
  }
}

/** Not so before a sign-in, while the cache opens, and during the first sync. */
function isQueueHere(): boolean {
  const { phase, ticketsCached } = useLiveData.getState().sync
  return ticketsCached > 0 && phase !== 'starting' && phase !== 'first-sync'
}
