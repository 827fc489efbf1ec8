import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TicketEvent } from '../../../../shared/tickets/events'
import { EventTime } from './EventTime'
import classes from './Timeline.module.css'

/** An internal note: on its own ground, so that nobody takes it for a reply. */
export function NoteCard({
  event,
  pending,
  text,
  actions,
}: {
  readonly event: TicketEvent
  readonly pending: boolean
  readonly text: string
  /** What can be done with it while it is not sent. */
  readonly actions: React.ReactNode
}) {
  const { t } = useTranslation()
  return (
    <article className={classes.note} data-pending={pending || undefined}>
      <header className={classes.messageHead}>
        <IconLock size={16} aria-hidden="true" />
        <span className={classes.sender}>{event.actor.name}</span>
        <span className={classes.to}>{t('timeline.note')}</span>
        <EventTime event={event} pending={pending} />
      </header>
      <div className={`${classes.text} selectable`}>{text}</div>
      {actions}
    </article>
  )
}
