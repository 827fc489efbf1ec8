import { assertNever } from '../../shared/assert-never'
import { AlertsPage } from '../features/alerts/AlertsPage'
import { MailPage } from '../features/demo-mail/MailPage'
import { KnowledgePage } from '../features/knowledge/KnowledgePage'
import { NeedsYouPage } from '../features/outbox/NeedsYouPage'
import { QueuePanel } from '../features/queue/QueuePanel'
import { SettingsPage } from '../features/settings/SettingsPage'
import { TicketDialogs } from '../features/ticket/dialogs/TicketDialogs'
import { TicketCommands } from '../features/ticket/TicketCommands'
import { TicketPane } from '../features/ticket/TicketPane'
import { closeDialog, useDialog } from '../state/dialogs'
import { useNavigation } from '../state/navigation'
import type { Place } from '../state/navigation'
import { usePalette } from '../state/palette'
import { useAppCommands } from './app-commands'
import { Banners } from './Banners'
import classes from './Shell.module.css'
import { Palette } from './Palette'
import { Part } from './Part'
import { Shortcuts } from './Shortcuts'
import { Sidebar } from './Sidebar'
import { SplitView } from './SplitView'
import { StatusBar } from './StatusBar'
import { useKeyboard } from './use-keyboard'

/** The app around its places: sidebar, the place, status bar, and whatever floats above. */
export function Shell() {
  const place = useNavigation((navigation) => navigation.place)
  const dialog = useDialog((state) => state.dialog)
  const paletteOpen = usePalette((palette) => palette.open)
  useKeyboard()
  useAppCommands()
  return (
    <div className={classes.shell}>
      <Part name="banners">
        <Banners />
      </Part>
      <div className={classes.middle}>
        <Part name="sidebar">
          <Sidebar />
        </Part>
        <div className={classes.place}>
          <Part key={place} name="place">
            <PlaceView place={place} />
          </Part>
        </div>
      </div>
      <Part name="status">
        <StatusBar />
      </Part>
      <Part name="commands">
        <TicketCommands />
      </Part>
      {dialog ? (
        <Part name="dialog" onClose={closeDialog}>
          {dialog.kind === 'shortcuts' ? <Shortcuts /> : <TicketDialogs dialog={dialog} />}
        </Part>
      ) : null}
      {paletteOpen ? (
        <Part name="palette" onClose={() => usePalette.setState({ open: false })}>
          <Palette />
        </Part>
      ) : null}
    </div>
  )
}

function PlaceView({ place }: { readonly place: Place }) {
  const openId = useNavigation((navigation) => navigation.openId)
  switch (place) {
    case 'queue':
      return (
        <SplitView
          list={<QueuePanel />}
          pane={openId === null ? null : <TicketPane key={openId} ticketId={openId} />}
        />
      )
    case 'needs-you':
      return <NeedsYouPage />
    case 'alerts':
      return <AlertsPage />
    case 'knowledge':
      return <KnowledgePage />
    case 'mail':
      return <MailPage />
    case 'settings':
      return <SettingsPage />
    default:
      return assertNever(place)
  }
}
