import { IconChevronRight, IconClockUp, IconMailForward } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ticketClocks } from '../../../../shared/sla/ticket-clocks'
import { missedOnRecord } from '../../../../shared/sla/missed'
import type { Ticket } from '../../../../shared/tickets/ticket'
import { moment } from '../../../clock/moments'
import { serverNow, useTicking } from '../../../clock/now'
import { useOffice } from '../../../clock/office'
import type { TimelineEntry } from '../../../data/protocol'
import { words } from '../../../acts/reply'
import { sayIn } from '../../../acts/words'
import { openDialog } from '../../../state/dialogs'
import { useLanguage } from '../../../state/session'
import { ClockLine } from './ClockLine'
import { ClockWhy } from './ClockWhy'
import { MissLines } from './MissLines'
import classes from './Clocks.module.css'

/** All clocks of the ticket, each with its bar and its deadline, and why the deadline is what it is. */
export function ClocksPanel({
  ticket,
  events,
  whyOpen,
  onWhy,
}: {
  readonly ticket: Ticket
  readonly events: readonly TimelineEntry[]
  readonly whyOpen: boolean
  readonly onWhy: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { agreement, calendar } = useOffice()
  const wall = { zone: calendar.zone, language }
  // A clock that passes its due moment changes state: read again each minute, and on each change of state.
  useTicking((now) =>
    ticketClocks(ticket.facts, agreement, calendar, now)
      .map((clock) => `${clock.state} ${Math.floor(clock.elapsedMs / 60_000)}`)
      .join(),
  )
  const now = serverNow()
  const clocks = ticketClocks(ticket.facts, agreement, calendar, now)
  const misses = missedOnRecord(ticket.facts, agreement, calendar, now).filter((miss) => !miss.isAmbition)
  const pendingReply = events.some(({ event, pending }) => pending && event.type === 'reply.sent')
  const overrunWaits = events.some(
    ({ event, pending }) => pending && event.type === 'reply.sent' && event.purpose === 'overrun',
  )
  const active = ticket.status !== 'solved' && ticket.status !== 'closed'
  const isLate = misses.some(({ change }) => change?.kind !== 'taken-back')
  const overrun = active && isLate && ticket.overrunToldAt === null && !overrunWaits
  return (
    <section className={classes.panel} aria-label={t('clock.label')}>
      <div className={classes.lines}>
        {clocks.map((clock) => (
          <ClockLine key={clock.name} clock={clock} />
        ))}
      </div>
      <MissLines misses={misses} wall={wall} now={now} />
      {pendingReply && ticket.facts.feedbackAt === null ? (
        <p className={classes.say}>
          <IconClockUp size={16} aria-hidden="true" />
          {t('clock.pendingReply')}
        </p>
      ) : null}
      {overrun ? (
        <p className={classes.say}>
          <IconMailForward size={16} aria-hidden="true" />
          {t('clock.overrunAsk')}
          <button
            type="button"
            className={classes.link}
            onClick={() => openDialog({ kind: 'overrun', ticketId: ticket.id })}
          >
            {sayIn(words, t)('overrun.label')}
          </button>
        </p>
      ) : null}
      {overrunWaits ? <p className={classes.say}>{t('clock.overrunWaits')}</p> : null}
      {ticket.overrunToldAt !== null ? (
        <p className={classes.say}>
          {t('clock.overrunTold', { moment: moment(wall, ticket.overrunToldAt, now) })}
        </p>
      ) : null}
      <button type="button" className={classes.why} aria-expanded={whyOpen} onClick={onWhy}>
        <IconChevronRight size={14} aria-hidden="true" />
        {whyOpen ? t('clock.hideWhy') : t('clock.why')}
      </button>
      {whyOpen
        ? clocks
            .filter((clock) => clock.start !== null)
            .toSorted((a, b) => Number(a.stoppedAt !== null) - Number(b.stoppedAt !== null))
            .map((clock) => <ClockWhy key={clock.name} clock={clock} facts={ticket.facts} now={now} />)
        : null}
    </section>
  )
}
