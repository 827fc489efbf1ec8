import { IconExternalLink, IconVideo } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TicketEvent } from '../../../../shared/tickets/events'
import type { Recording } from '../../../../shared/tickets/acts/recording'
import { openInBrowser } from '../../../state/open-in-browser'
import { EventTime } from './EventTime'
import classes from './Timeline.module.css'

/** A screen recording that shares knowledge. Opens in the browser. */
export function RecordingCard({
  event,
  pending,
  recording,
  actions,
}: {
  readonly event: TicketEvent
  readonly pending: boolean
  readonly recording: Recording
  /** What can be done with it while it is not sent. */
  readonly actions: React.ReactNode
}) {
  const { t } = useTranslation()
  return (
    <article className={classes.message} data-own="" data-pending={pending || undefined}>
      <header className={classes.messageHead}>
        <IconVideo size={16} aria-hidden="true" />
        <span className={classes.sender}>{recording.title}</span>
        <span className={classes.to}>{event.actor.name}</span>
        <EventTime event={event} pending={pending} />
      </header>
      {recording.note ? <div className={`${classes.text} selectable`}>{recording.note}</div> : null}
      <button
        type="button"
        className={classes.quiet}
        title={recording.url}
        onClick={() => void openInBrowser(recording.url)}
      >
        <IconExternalLink size={14} aria-hidden="true" /> {t('timeline.openRecording')}
      </button>
      {actions}
    </article>
  )
}
