import { setClockOffset, settleClock, watchClock } from '../clock/now'
import { changeLanguage, startTexts } from '../i18n/i18n'
import { connectData, data } from '../state/data-client'
import type { DataClient } from '../state/data-client'
import { passOn } from '../state/faults'
import { followView } from '../state/kept-view'
import { followData } from '../state/live-data'
import { followQueue } from '../state/queue-window'
import { languageOf, useSession } from '../state/session'
import { saveUnsaved } from '../state/unsaved'
import { followCommands } from './menu-commands'
import { goToDestination } from './destinations'
import { ownerNamed, personChanged, presentOwner } from './person'
import { announceReady } from './ready'

/** Asks main what the page must know, and follows what main and the data worker tell. Resolves when it can draw. */
export async function startApp(client: DataClient): Promise<void> {
  const bridge = window.tijdig
  connectData(client)
  client.listen('fault', passOn)
  followData()
  followQueue()
  announceReady()
  const start = await bridge.request('app.start', {})
  useSession.setState({ ...start, loaded: true })
  setClockOffset(start.clockOffsetMs)
  startTexts(languageOf(useSession.getState()))
  applyDensity()
  followView(presentOwner)
  void personChanged(start.signedIn)
  if (start.destination) void goToDestination(start.destination)

  bridge.listen('open', (destination) => void goToDestination(destination))
  bridge.listen('backend', (backend) => useSession.setState({ backend }))
  bridge.listen('session', (signedIn) => useSession.setState({ signedIn }))
  bridge.listen('preferences', (preferences) => useSession.setState({ preferences }))
  bridge.listen('leaving', () => void saveUnsaved().then(() => bridge.request('app.saved', {})))
  bridge.listen('wake', ({ clockOffsetMs }) => settleClock(clockOffsetMs))
  watchClock(() => void bridge.request('clock.look', {}))
  followCommands(bridge)
  useSession.subscribe((now, before) => {
    if (now.preferences !== before.preferences || now.systemLanguage !== before.systemLanguage) {
      changeLanguage(languageOf(now))
      applyDensity()
      void data().preferences({ preferences: now.preferences })
    }
    if (signInKey(now.signedIn) !== signInKey(before.signedIn)) void personChanged(now.signedIn)
  })
}

type SignedInNow = ReturnType<typeof useSession.getState>['signedIn']

/** A change of it means another person, or that an expired sign-in came back: then it is synced again. */
const signInKey = (signedIn: SignedInNow): string =>
  signedIn ? `${ownerNamed(signedIn)} ${signedIn.expired}` : ''

function applyDensity(): void {
  document.documentElement.dataset.density = useSession.getState().preferences.density
}
