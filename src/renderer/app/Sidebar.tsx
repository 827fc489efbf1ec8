import {
  IconAlertTriangle,
  IconArrowUpCircle,
  IconBell,
  IconBellRinging,
  IconCircleCheck,
  IconClockExclamation,
  IconHandStop,
  IconInbox,
  IconMail,
  IconPlayerPause,
  IconPlus,
  IconSettings,
  IconStack2,
  IconUser,
  IconUserQuestion,
  IconUsers,
  IconVideo,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { QueueView } from '../data/protocol'
import { openDialog } from '../state/dialogs'
import { useLiveData } from '../state/live-data'
import { goTo, goToView, useNavigation } from '../state/navigation'
import type { Place } from '../state/navigation'
import { useSession } from '../state/session'
import { IconButton } from '../ui/IconButton'
import { Person } from '../ui/Person'
import { SidebarItem } from './SidebarItem'
import classes from './Sidebar.module.css'

const views = [
  ['mine', IconUser],
  ['team', IconUsers],
  ['unassigned', IconInbox],
  ['at-risk', IconClockExclamation],
  ['missed', IconAlertTriangle],
  ['waiting', IconPlayerPause],
  ['escalated', IconArrowUpCircle],
  ['attention', IconUserQuestion],
  ['solved', IconCircleCheck],
  ['all', IconStack2],
] as const satisfies readonly (readonly [QueueView, typeof IconUser])[]

const places = [
  ['needs-you', IconHandStop],
  ['alerts', IconBell],
  ['knowledge', IconVideo],
  ['mail', IconMail],
  ['settings', IconSettings],
] as const satisfies readonly (readonly [Exclude<Place, 'queue'>, typeof IconUser])[]

/** Views of the queue with their counts, and the other places of the app. */
export function Sidebar() {
  const { t } = useTranslation()
  const place = useNavigation((navigation) => navigation.place)
  const view = useNavigation((navigation) => navigation.query.view)
  const counts = useLiveData((live) => live.counts)
  const needsYou = useLiveData((live) => live.sync.needsYou)
  const signedIn = useSession((session) => session.signedIn)
  return (
    <aside className={classes.sidebar}>
      <div className={classes.head}>
        <span className={classes.name}>{signedIn?.workspaceName}</span>
        <IconButton label={t('places.create')} onClick={() => openDialog({ kind: 'create' })}>
          <IconPlus size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <nav aria-label={t('views.label')} className={classes.group}>
        {views.map(([name, icon]) => (
          <SidebarItem
            key={name}
            name={name}
            icon={icon}
            label={t(`views.${name}`)}
            count={name === 'solved' || name === 'all' ? null : (counts?.[name] ?? null)}
            loud={name === 'missed' ? 'missed' : null}
            current={place === 'queue' && view === name}
            onClick={goToView}
          />
        ))}
      </nav>
      <nav aria-label={t('places.label')} className={classes.places}>
        {places.map(([name, icon]) => (
          <SidebarItem
            key={name}
            name={name}
            icon={name === 'needs-you' && needsYou > 0 ? IconBellRinging : icon}
            label={t(`places.${name}`)}
            count={name === 'needs-you' && needsYou > 0 ? needsYou : null}
            loud={name === 'needs-you' ? 'needs-you' : null}
            current={place === name}
            onClick={goTo}
          />
        ))}
      </nav>
      <div className={classes.me}>
        <Person name={signedIn?.agent.name ?? ''} />
        <span className={classes.myName}>{signedIn?.agent.name}</span>
      </div>
    </aside>
  )
}
