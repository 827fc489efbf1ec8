import { useTranslation } from 'react-i18next'
import type { TicketClock } from '../../../../shared/sla/ticket-clocks'
import { ticketClockAt } from './ticket-clock-at'
import { serverNow, useTicking } from '../../../clock/now'
import { useOffice } from '../../../clock/office'
import { useLanguage } from '../../../state/session'
import { ToneGlyph } from '../../../ui/ToneGlyph'
import { clockLineText } from './clock-line-text'
import classes from './Clocks.module.css'

/** One clock: shape, name, bar of the office time used, what is left, its state, and the moment. */
export function ClockLine({ clock }: { readonly clock: TicketClock }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const calendar = useOffice((office) => office.calendar)
  const context = { t, calendar, language }
  useTicking((now) => Object.values(clockLineText(ticketClockAt(clock, calendar, now), context, now)).join())
  const now = serverNow()
  const current = ticketClockAt(clock, calendar, now)
  const text = clockLineText(current, context, now)
  const used = current.budgetMs
    ? Math.min(1, current.elapsedMs / current.budgetMs)
    : current.state === 'not-started'
      ? 0
      : 1
  return (
    <div className={classes.line} data-tone={text.tone} data-state={current.state}>
      <ToneGlyph tone={current.state === 'met' ? 'done' : text.tone} />
      <span className={classes.name}>{t(`clocks.${clock.name}`)}</span>
      <span className={classes.bar} data-bar="" aria-hidden="true">
        <span className={classes.used} style={{ width: `${used * 100}%` }} />
      </span>
      <span className={classes.figure}>
        <span>{text.figure}</span>
      </span>
      <span className={classes.state}>{text.state}</span>
      <span className={classes.when} title={text.when}>
        {text.when}
      </span>
    </div>
  )
}
