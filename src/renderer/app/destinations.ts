import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import { assertNever } from '../../shared/assert-never'
import type { Destination } from '../../shared/ipc/channels'
import { data } from '../state/data-client'
import { useLiveData } from '../state/live-data'
import { goToView, openTicket } from '../state/navigation'
import { useSession } from '../state/session'

/** A change of the queue is not always told where it is waited for: it is looked again at least this often, ms. */
const lookAgainMs = 1000
/** With the queue on screen, closed tickets may still be on their way from the disk for this long, ms. */
const patienceMs = 5000
/** Counts what was asked for: only the last one opens. */
let asked = 0

/** Goes where a deep link, a notification or the menu points, once somebody is signed in. Only opens views. */
export async function goToDestination(destination: Destination): Promise<void> {
  const turn = ++asked
  await untilSignedIn()
  if (turn !== asked) return
  switch (destination.view) {
    case 'ticket':
      openTicket(destination.ticketId)
      return
    case 'ticket-number': {
      const found = await ticketByNumber(destination.number, () => turn !== asked)
      if (turn !== asked) return
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

/** What the person who left was still on their way to is not where the next one goes. */
export function resetDestination(): void {
  asked += 1
}

function untilSignedIn(): Promise<void> {
  if (useSession.getState().signedIn !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = useSession.subscribe(({ signedIn }) => {
      if (signedIn === null) return
      stop()
      resolve()
    })
  })
}

/** The ticket as soon as it is on this device. Null when the queue is here and it is not in it, or something else is wanted. */
async function ticketByNumber(number: number, isStale: () => boolean) {
  let hereSince: number | null = null
  for (;;) {
    const found = await data().ticketByNumber({ number })
    if (found || isStale()) return found
    hereSince = isQueueHere() ? (hereSince ?? performance.now()) : null
    if (hereSince !== null && performance.now() - hereSince > patienceMs) return null
    await untilChanged()
  }
}

/** The queue or the state of the connection changed, or some time has passed. */
function untilChanged(): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stop()
      clearTimeout(timer)
      resolve()
    }
    const stop = useLiveData.subscribe((now, before) => {
      if (now.queueRevision !== before.queueRevision || now.sync.phase !== before.sync.phase) done()
    })
    const timer = setTimeout(done, lookAgainMs)
  })
}

/** Not so while the cache opens and during the first sync. A workspace without tickets is here too. */
function isQueueHere(): boolean {
  const { phase } = useLiveData.getState().sync
  return phase !== 'starting' && phase !== 'first-sync'
}
