import { useTranslation } from 'react-i18next'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { FieldChange } from '../../../shared/tickets/fields'
import { moment } from '../../clock/moments'
import { serverNow } from '../../clock/now'
import { useOffice } from '../../clock/office'
import { useLiveData } from '../../state/live-data'
import { useLanguage } from '../../state/session'
import { eventText } from '../../acts/event-text'
import classes from './Outbox.module.css'

interface SinceLine {
  readonly event: TicketEvent
  readonly change: FieldChange | null
  readonly key: string
}

/** Each field that was changed is a line of its own. */
const linesOf = (event: TicketEvent): readonly SinceLine[] =>
  event.type === 'fields.changed' && event.changes.length > 0
    ? event.changes.map((change) => ({ event, change, key: `${event.id} ${change.field}` }))
    : [{ event, change: null, key: event.id }]

/** What happened on the ticket after the author last looked. */
export function SinceList({ events }: { readonly events: readonly TicketEvent[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useOffice((office) => office.calendar.zone)
  const reference = useLiveData((live) => live.reference)
  const isBehind = useLiveData((live) => live.sync.isBehind)
  if (events.length === 0)
    return <p className={classes.number}>{t(isBehind ? 'needsYou.sinceComing' : 'needsYou.sinceNothing')}</p>
  return (
    <ol>
      {events.flatMap(linesOf).map(({ event, change, key }) => {
        const { line, detail } = eventText(event, change, reference, t)
        return (
          <li key={key} className={classes.since}>
            <span className={classes.strong}>{line}</span>{' '}
            <time className={classes.number}>{moment({ zone, language }, event.at, serverNow())}</time>
            {detail ? <div className={`${classes.written} selectable`}>{detail}</div> : null}
          </li>
        )
      })}
    </ol>
  )
}
