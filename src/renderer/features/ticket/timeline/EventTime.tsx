import { IconClockUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { saidPrecisionMs } from '../../../../shared/sla/revisions'
import type { TicketEvent } from '../../../../shared/tickets/events'
import { fullMoment, moment } from '../../../clock/moments'
import { serverNow } from '../../../clock/now'
import { useOffice } from '../../../clock/office'
import { useLanguage } from '../../../state/session'
import classes from './Timeline.module.css'

/** Reported more than this after it happened: both times are shown. */
const laterMs = 120_000

/** When it happened; that it waits to be sent; and when it was reported, if that was later. */
export function EventTime({ event, pending }: { readonly event: TicketEvent; readonly pending: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const calendar = useOffice((office) => office.calendar)
  const wall = { zone: calendar.zone, language }
  const now = serverNow()
  if (pending)
    return (
      <span className={classes.pending}>
        <IconClockUp size={14} aria-hidden="true" />
        {t('timeline.pending')}
      </span>
    )
  const later = event.recordedAt - event.at > laterMs
  // A few seconds more or less are no other time.
  const said =
    event.saidAt !== undefined && Math.abs(event.at - event.saidAt) >= saidPrecisionMs ? event.saidAt : null
  const saidAs = event.type === 'reply.sent' ? 'timeline.written' : 'timeline.said'
  return (
    <time
      className={classes.time}
      dateTime={new Date(event.at).toISOString()}
      title={[
        fullMoment(wall, event.at),
        event.saidAt === undefined ? '' : t(saidAs, { moment: fullMoment(wall, event.saidAt) }),
        later ? t('timeline.reportedLater', { moment: fullMoment(wall, event.recordedAt) }) : '',
      ]
        .filter(Boolean)
        .join(', ')}
    >
      {moment(wall, event.at, now)}
      {said ? ` · ${t(saidAs, { moment: moment(wall, said, now) })}` : ''}
      {later ? ` · ${t('timeline.reportedLater', { moment: moment(wall, event.recordedAt, now) })}` : ''}
    </time>
  )
}
