import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { cutText } from '../../../shared/cut-text'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { Away } from '../../data/away/away-report'
import { dateOf, moment } from '../../clock/moments'
import { serverNow } from '../../clock/now'
import { useOffice } from '../../clock/office'
import { orFailed, report } from '../../state/act'
import { data } from '../../state/data-client'
import { useLiveData } from '../../state/live-data'
import { openTicket } from '../../state/navigation'
import { useLanguage } from '../../state/session'
import { eventText } from '../../acts/event-text'
import classes from './AwayNews.module.css'

/** Who wrote it is its whole line: what was written says more. */
const isSpoken = ({ type }: TicketEvent): boolean =>
  type === 'message.received' || type === 'reply.sent' || type === 'note.added'
const longestLine = 120
/** Of one ticket the last few are told; the ticket has the rest. */
const mostEvents = 4

/** What others, the office and the server did meanwhile: other days and rights first, then ticket by ticket. */
export function AwayNews({ away }: { readonly away: Away }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useOffice((office) => office.calendar.zone)
  const customers = useLiveData((live) => live.reference?.customers)
  const wall = { zone, language }
  const now = serverNow()
  const days = (dates: readonly string[]): string =>
    dates.map((date) => dateOf(wall, Date.parse(`${date}T12:00:00Z`), now)).join(', ')
  const office = [
    away.closedOn.length > 0 ? t('away.closedOn', { days: days(away.closedOn) }) : '',
    away.openOn.length > 0 ? t('away.openOn', { days: days(away.openOn) }) : '',
    away.role ? t('away.role', { from: t(`roles.${away.role.from}`), to: t(`roles.${away.role.to}`) }) : '',
    away.inactive.length > 0
      ? t('away.inactive', {
          names: away.inactive.map((id) => customers?.find((each) => each.id === id)?.name ?? '–').join(', '),
        })
      : '',
  ].filter(Boolean)
  const seen = async (): Promise<void> => {
    const saved = data()
      .seeAway({ to: away.to })
      .then(() => ({ ok: true, mutationId: '' }) as const)
    report(await orFailed(saved), t)
  }
  return (
    <section className={classes.news} aria-label={t('away.title')}>
      <h2 className={classes.heading}>{t('away.title')}</h2>
      <p className={classes.intro}>
        {t('away.intro', { from: moment(wall, away.from, now), to: moment(wall, away.to, now) })}
      </p>
      {office.length > 0 ? (
        <ul className={classes.office}>
          {office.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : null}
      <ol>
        {away.tickets.map((ticket) => (
          <li key={ticket.id}>
            <AwayTicket ticket={ticket} />
          </li>
        ))}
      </ol>
      {away.count > away.tickets.length ? (
        <p className={classes.intro}>{t('away.more', { count: away.count - away.tickets.length })}</p>
      ) : null}
      <Button variant="default" className={classes.seen} data-walk="" onClick={() => void seen()}>
        {t('needsYou.overruledSeen')}
      </Button>
    </section>
  )
}

function AwayTicket({ ticket }: { readonly ticket: Away['tickets'][number] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useOffice((office) => office.calendar.zone)
  const reference = useLiveData((live) => live.reference)
  const wall = { zone, language }
  const now = serverNow()
  const lineOf = (event: TicketEvent): string => {
    if (event.type === 'fields.changed')
      return event.changes.map((change) => eventText(event, change, reference, t).line).join('; ')
    const { line, detail } = eventText(event, null, reference, t)
    const said = cutText(detail.trim().split('\n')[0] ?? '', longestLine)
    return isSpoken(event) && said !== '' ? `${line}: ${said}` : line
  }
  const events = ticket.events.filter((event) => lineOf(event) !== '')
  const shown = events.slice(-mostEvents)
  return (
    <button type="button" className={classes.ticket} data-walk="" onClick={() => openTicket(ticket.id)}>
      <span className={classes.number}>
        {ticket.number === null ? t('queue.noNumber') : `#${ticket.number}`}
      </span>
      <span className={classes.about}>
        <bdi className={classes.subject}>{ticket.subject}</bdi>
        {events.length > shown.length ? (
          <span className={classes.line}>{t('away.earlier', { count: events.length - shown.length })}</span>
        ) : null}
        {shown.map((event) => (
          <span key={event.id} className={classes.line}>
            <time>{moment(wall, event.at, now)}</time>
            <span>{lineOf(event)}</span>
          </span>
        ))}
        {ticket.moved.map(({ name, from, to, byOffice }) => (
          <span key={name} className={classes.moved}>
            {t(byOffice ? 'away.movedByOffice' : 'away.moved', {
              clock: t(`clocks.${name}`),
              from: moment(wall, from, now),
              to: moment(wall, to, now),
            })}
          </span>
        ))}
      </span>
    </button>
  )
}
