import { useTranslation } from 'react-i18next'
import type { TicketEvent } from '../../../../shared/tickets/events'
import type { FieldChange } from '../../../../shared/tickets/fields'
import type { Ticket } from '../../../../shared/tickets/ticket'
import { act, report, tell } from '../../../state/act'
import { useLiveData } from '../../../state/live-data'
import { fieldValue } from '../../../texts/field-value'
import classes from './Timeline.module.css'

/** A value that lost against a newer one, and the one click that brings it back. */
export function Overruled({
  event,
  change,
  ticket,
}: {
  readonly event: TicketEvent
  readonly change: FieldChange
  readonly ticket: Ticket
}) {
  const { t } = useTranslation()
  const reference = useLiveData((live) => live.reference)
  const value = fieldValue(change.field, change.to, reference, t)
  const restore = async (): Promise<void> => {
    const from = ticket[change.field]
    const saved = await act(ticket, 'ticket.edit', {
      changes: [{ field: change.field, from, to: change.to }],
    })
    if (report(saved, t)) tell(t('timeline.restored'))
  }
  return (
    <div className={classes.event} data-overruled="">
      <span className={classes.dot} />
      <span className={classes.eventText}>
        {t('timeline.overruled', {
          field: t(`timeline.fields.${change.field}`),
          value,
          name: event.actor.name,
        })}
        <button type="button" className={classes.quiet} onClick={() => void restore()}>
          {t('timeline.restore', { value })}
        </button>
      </span>
    </div>
  )
}
