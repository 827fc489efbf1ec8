import { notifications } from '@mantine/notifications'
import { createDataClient } from '../data/client'
import { setClockOffset, tick } from '../clock/now'
import { changeLanguage, startTexts } from '../i18n/i18n'
import { connectData, data } from '../state/data-client'
import { followData, refreshAll } from '../state/live-data'
import { followQueue, forgetQueue } from '../state/queue-window'
import { languageOf, useSession } from '../state/session'
import { followCommands } from './menu-commands'
import { goToDestination } from './destinations'
import { announceReady } from './ready'

/** Asks main what the page must know, starts the data worker, and follows what both tell. Resolves when it can draw. */
export async function startApp(): Promise<void> {
  const bridge = window.tijdig
  connectData(createDataClient(bridge))
  followData()
  followQueue()
  announceReady()
  const start = await bridge.request('app.start', {})
  useSession.setState({ ...start, loaded: true })
  setClockOffset(start.clockOffsetMs)
  startTexts(languageOf(useSession.getState()))
  applyDensity()
  await openWorkspace()
  if (start.destination) void goToDestination(start.destination)

  bridge.listen('open', (destination) => void goToDestination(destination))
  bridge.listen('backend', (backend) => useSession.setState({ backend }))
  bridge.listen('session', (signedIn) => useSession.setState({ signedIn }))
  bridge.listen('wake', tick)
  followCommands(bridge)

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
  const { signedIn, deviceId, preferences, clockOffsetMs } = useSession.getState()
  notifications.clean()
  const owner = signedIn ? `${signedIn.workspaceId} ${signedIn.agent.id}` : ''
  if (owner !== openedFor) forgetQueue()
  openedFor = owner
  const started = data().start({
    workspaceId: signedIn?.workspaceId ?? null,
    agentId: signedIn?.agent.id ?? null,
    deviceId,
    preferences,
    clockOffsetMs,
  })
  void started.then(refreshAll)
}

function applyDensity(): void {
  document.documentElement.dataset.density = useSession.getState().preferences.density
}
