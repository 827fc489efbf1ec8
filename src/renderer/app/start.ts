import { notifications } from '@mantine/notifications'
import { setClockOffset, settleClock, watchClock } from '../clock/now'
import { changeLanguage, startTexts } from '../i18n/i18n'
import { connectData, data } from '../state/data-client'
import type { DataClient } from '../state/data-client'
import { followData, refreshAll, useLiveData } from '../state/live-data'
import { closeDialog } from '../state/dialogs'
import { followQueue, forgetQueue } from '../state/queue-window'
import { keepView, lostFilters, readView } from '../state/kept-view'
import { beginAt, changeQuery, useNavigation, wantedQuery } from '../state/navigation'
import { languageOf, useSession } from '../state/session'
import { followCommands } from './menu-commands'
import { goToDestination } from './destinations'
import { announceReady } from './ready'

/** Asks main what the page must know, and follows what main and the data worker tell. Resolves when it can draw. */
export async function startApp(client: DataClient): Promise<void> {
  const bridge = window.tijdig
  connectData(client)
  followData()
  followQueue()
  announceReady()
  const start = await bridge.request('app.start', {})
  useSession.setState({ ...start, loaded: true })
  setClockOffset(start.clockOffsetMs)
  startTexts(languageOf(useSession.getState()))
  applyDensity()
  void openWorkspace()
  if (start.destination) void goToDestination(start.destination)

  bridge.listen('open', (destination) => void goToDestination(destination))
  bridge.listen('backend', (backend) => useSession.setState({ backend }))
  bridge.listen('session', (signedIn) => useSession.setState({ signedIn }))
  bridge.listen('preferences', (preferences) => useSession.setState({ preferences }))
  bridge.listen('wake', ({ clockOffsetMs }) => settleClock(clockOffsetMs))
  watchClock(() => void bridge.request('clock.look', {}))
  followCommands(bridge)
  followView()

  useSession.subscribe((now, before) => {
    if (now.preferences !== before.preferences || now.systemLanguage !== before.systemLanguage) {
      changeLanguage(languageOf(now))
      applyDensity()
      void data().preferences({ preferences: now.preferences })
    }
    if (workspaceKey(now.signedIn) !== workspaceKey(before.signedIn)) void openWorkspace()
  })
}

type SignedInNow = ReturnType<typeof useSession.getState>['signedIn']

/** A change of it means another cache; an expired sign-in that came back means: sync again. */
const workspaceKey = (signedIn: SignedInNow): string =>
  signedIn ? `${signedIn.workspaceId} ${signedIn.agent.id} ${signedIn.expired}` : ''

let openedFor = ''

async function openWorkspace(): Promise<void> {
  const { signedIn } = useSession.getState()
  notifications.clean()
  const owner = signedIn ? `${signedIn.workspaceId} ${signedIn.agent.id}` : ''
  if (owner !== openedFor) {
    openedFor = owner
    forgetQueue()
    closeDialog()
    beginAt(readView(localStorage, owner))
  }
  await data().start(await window.tijdig.request('app.who', {}))
  await refreshAll()
}

/** Keeps view, filters and order as the person leaves them, and lets go of filters on who is no longer there. */
function followView(): void {
  useNavigation.subscribe(({ query }, before) => {
    if (query !== before.query && openedFor !== '') keepView(localStorage, openedFor, query)
  })
  useLiveData.subscribe(({ reference }, before) => {
    if (reference === null || reference === before.reference) return
    const lost = lostFilters(wantedQuery(useNavigation.getState()), reference)
    if (Object.keys(lost).length > 0) changeQuery(lost)
  })
}

function applyDensity(): void {
  document.documentElement.dataset.density = useSession.getState().preferences.density
}
