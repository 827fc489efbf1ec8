import { notifications } from '@mantine/notifications'
import type { SignedIn } from '../../shared/ipc/channels'
import { ownerOf } from '../data/messages'
import { resetWantedComposer } from '../state/wanted-composer'
import { resetWriting } from '../features/ticket/use-presence'
import { data } from '../state/data-client'
import { closeDialog } from '../state/dialogs'
import { keptView } from '../state/kept-view'
import { refreshAll, resetLiveData } from '../state/live-data'
import { resetNavigation } from '../state/navigation'
import { usePalette } from '../state/palette'
import { queries } from '../state/queries'
import { resetQueueWindow } from '../state/queue-window'
import { useSession } from '../state/session'
import { closeSignInAgain } from '../state/sign-in-again'
import { saveUnsaved } from '../state/unsaved'
import { resetDestination } from './destinations'

/**
 * What belongs to one person in this page and ends with their sign-in. A store that is added to the page is added here, unless
 * it is the device's own: language, theme, the width of the pane, the state of the app.
 */
const endings: readonly (() => void)[] = [
  () => notifications.clean(),
  closeDialog,
  closeSignInAgain,
  () => usePalette.setState({ open: false }),
  () => queries.clear(),
  resetQueueWindow,
  resetLiveData,
  resetWriting,
  resetWantedComposer,
]

/** Who works in this page, as `ownerOf` names them: null before the first look, empty while nobody is signed in. */
let present: string | null = null

/** Who works in this page now; empty while nobody is signed in. */
export const presentOwner = (): string => present ?? ''

/** A person in a workspace, as one name; empty for nobody. */
export const ownerNamed = (signedIn: SignedIn | null): string =>
  ownerOf({ workspaceId: signedIn?.workspaceId ?? null, agentId: signedIn?.agent.id ?? null })

/**
 * The one way from one person to the next, or to nobody. What the former one left on screen is gone when this returns, before
 * anything is drawn; the promise resolves when the next one's work is open.
 */
export async function personChanged(signedIn: SignedIn | null): Promise<void> {
  const owner = ownerNamed(signedIn)
  const former = present
  present = owner
  if (owner !== former) {
    // The worker gets it before it hears that this person left.
    void saveUnsaved()
    // At the first look the worker has the right person's work open already: its name said whose.
    if (former !== null) for (const end of endings) end()
    // Where somebody was going before anybody was signed in still counts.
    if (former !== null && former !== '') resetDestination()
    resetNavigation(owner === '' ? {} : keptView(owner))
  }
  if (former !== null && owner !== former) await leaveWork()
  // Asked last: between this answer and the call that hands it on, main can say nothing newer.
  const who = await window.tijdig.request('app.who', {})
  // Somebody else came meanwhile: they are opened by their own call.
  if (present !== owner) return
  await data().start(who)
  await refreshAll()
}

/** From this message on the worker answers and tells nothing more of the person who left. */
async function leaveWork(): Promise<void> {
  const { deviceId, preferences, clockOffsetMs } = useSession.getState()
  await data().start({
    workspaceId: null,
    agentId: null,
    deviceId,
    preferences,
    clockOffsetMs,
    clockIsCertain: true,
    desks: null,
  })
}
