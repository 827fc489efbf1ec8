import { useTranslation } from 'react-i18next'
import type { TicketEvent } from '../../../../shared/tickets/events'
import type { FieldChange } from '../../../../shared/tickets/fields'
import { useLiveData } from '../../../state/live-data'
import { EventTime } from './EventTime'
import { eventText } from '../../../acts/event-text'
import classes from './Timeline.module.css'

/** An event that is no message: one line, and the text that came with it. */
export function EventLine({
  event,
  pending,
  change = null,
  actions = null,
}: {
  readonly event: TicketEvent
  readonly pending: boolean
  readonly change?: FieldChange | null
  /** What can be done with it while it is not sent. */
  readonly actions?: React.ReactNode
}) {
  const { t } = useTranslation()
  const reference = useLiveData((live) => live.reference)
  const { line, detail } = eventText(event, change, reference, t)
  return (
    <div className={classes.event} data-pending={pending || undefined}>
      <span className={classes.dot} />
      <span className={classes.eventText}>
        {line}
        {detail ? <span className={`${classes.eventDetail} others-text selectable`}>{detail}</span> : null}
        {actions}
      </span>
      <EventTime event={event} pending={pending} />
    </div>
  )
}
