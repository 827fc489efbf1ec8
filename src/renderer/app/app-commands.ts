import type { CommandId } from '../../shared/commands'
import { queueViews } from '../data/protocol'
import { useCommands } from '../state/commands'
import type { CommandHandlers } from '../state/commands'
import { data } from '../state/data-client'
import { openDialog } from '../state/dialogs'
import { closeTicket, goTo, goToView, useNavigation } from '../state/navigation'
import type { Place } from '../state/navigation'
import { usePalette } from '../state/palette'
import { chooseOrSay } from '../state/choices'
import { useSession } from '../state/session'

const views = Object.fromEntries(
  queueViews.map((view) => [`go.${view}` satisfies CommandId, () => goToView(view)]),
) as CommandHandlers

const places = {
  'go.needs-you': 'needs-you',
  'go.alerts': 'alerts',
  'go.knowledge': 'knowledge',
  'go.mail': 'mail',
  'go.settings': 'settings',
} as const satisfies Partial<Record<CommandId, Place>>

const placeCommands = Object.fromEntries(
  Object.entries(places).map(([id, place]) => [id, () => goTo(place)]),
) as CommandHandlers

const everywhere: CommandHandlers = {
  ...views,
  ...placeCommands,
  'queue.sync': () => void data().syncNow({}),
  'ticket.create': () => openDialog({ kind: 'create' }),
  'help.shortcuts': () => openDialog({ kind: 'shortcuts' }),
  'view.palette': () => usePalette.setState({ open: true }),
  'view.theme': () => void chooseOrSay({ theme: isDark() ? 'light' : 'dark' }),
  'view.density': () => {
    const { density } = useSession.getState().preferences
    void chooseOrSay({ density: density === 'normal' ? 'compact' : 'normal' })
  },
  'view.back': stepBack,
}

/** The commands that work everywhere in the app. */
export function useAppCommands(): void {
  useCommands(everywhere, 'bottom')
}

function isDark(): boolean {
  return document.documentElement.dataset.mantineColorScheme === 'dark'
}

/** One step back: from a field to the page, from a ticket to the queue, from a place to the queue. */
function stepBack(): boolean {
  const focused = document.activeElement
  if (focused instanceof HTMLElement && focused.matches('input, textarea')) {
    focused.blur()
    return true
  }
  const { place, openId } = useNavigation.getState()
  if (place !== 'queue') {
    goTo('queue')
    return true
  }
  if (openId === null) return false
  closeTicket()
  document.querySelector<HTMLElement>('[data-queue-list]')?.focus({ preventScroll: true })
  return true
}
