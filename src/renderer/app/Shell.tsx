import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../shared/assert-never'
import { AlertsPage } from '../features/alerts/AlertsPage'
import { NeedsYouPage } from '../features/outbox/NeedsYouPage'
import { QueuePanel } from '../features/queue/QueuePanel'
import { TicketCommands } from '../features/ticket/TicketCommands'
import { TicketPane } from '../features/ticket/TicketPane'
import { useDialog } from '../state/dialogs'
import { useNavigation } from '../state/navigation'
import type { Place } from '../state/navigation'
import { usePalette } from '../state/palette'
import { ErrorBoundary } from '../ui/ErrorBoundary'
import { useAppCommands } from './app-commands'
import { Banners } from './Banners'
import { Crashed } from './Crashed'
import classes from './Shell.module.css'
import { Sidebar } from './Sidebar'
import { SplitView } from './SplitView'
import { StatusBar } from './StatusBar'
import { useKeyboard } from './use-keyboard'

const SettingsPage = lazy(() =>
  import('../features/settings/SettingsPage').then((module) => ({ default: module.SettingsPage })),
)
const KnowledgePage = lazy(() =>
  import('../features/knowledge/KnowledgePage').then((module) => ({ default: module.KnowledgePage })),
)
const MailPage = lazy(() =>
  import('../features/demo-mail/MailPage').then((module) => ({ default: module.MailPage })),
)
const TicketDialogs = lazy(() =>
  import('../features/ticket/dialogs/TicketDialogs').then((module) => ({ default: module.TicketDialogs })),
)
const Shortcuts = lazy(() => import('./Shortcuts').then((module) => ({ default: module.Shortcuts })))
const Palette = lazy(() => import('./Palette').then((module) => ({ default: module.Palette })))

/** The app around its places: sidebar, the place, status bar, and whatever floats above. */
export function Shell() {
  const { t } = useTranslation()
  const place = useNavigation((navigation) => navigation.place)
  const dialog = useDialog((state) => state.dialog)
  const paletteOpen = usePalette((palette) => palette.open)
  useKeyboard()
  useAppCommands()
  return (
    <div className={classes.shell}>
      <Banners />
      <div className={classes.middle}>
        <Sidebar />
        <div className={classes.place}>
          <ErrorBoundary key={place} fallback={<Crashed />}>
            <Suspense fallback={null}>
              <PlaceView place={place} />
            </Suspense>
          </ErrorBoundary>
        </div>
      </div>
      <StatusBar />
      <TicketCommands />
      <Suspense fallback={<span className="visually-hidden">{t('app.loading')}</span>}>
        {dialog?.kind === 'shortcuts' ? <Shortcuts /> : null}
        {dialog && dialog.kind !== 'shortcuts' ? <TicketDialogs dialog={dialog} /> : null}
        {paletteOpen ? <Palette /> : null}
      </Suspense>
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
