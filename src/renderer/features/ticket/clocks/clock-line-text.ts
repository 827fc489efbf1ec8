import type { TFunction } from 'i18next'
import type { OfficeCalendar } from '../../../../shared/sla/calendar'
import type { TicketClock } from '../../../../shared/sla/ticket-clocks'
import type { Language } from '../../../../shared/tickets/ticket'
import { toneOf } from '../../../clock/clock-state'
import type { Tone } from '../../../clock/clock-state'
import { officeFigure } from '../../../clock/figures'
import { moment } from '../../../clock/moments'

export interface ClockLineText {
  readonly tone: Tone
  readonly figure: string
  readonly state: string
  readonly when: string
}

/** What one clock of the panel says at `now`: figure, state in a word, wall-clock moment. */
export function clockLineText(
  clock: TicketClock,
  context: { readonly t: TFunction; readonly calendar: OfficeCalendar; readonly language: Language },
  now: number,
): ClockLineText {
  const { t, calendar, language } = context
  const at = (instant: number | null): string =>
    instant === null ? '' : moment({ zone: calendar.zone, language }, instant, now)
  const word = t(`clock.states.${clock.state}`)
  switch (clock.state) {
    case 'running': {
      const tone = toneOf(clock.remainingMs)
      const change = calendar.isOpen(now) ? null : calendar.nextChange(now)
      const state = change?.opens ? t('rowClock.from', { moment: at(change.at) }) : t(`tones.${tone}`)
      return {
        tone,
        figure: officeFigure(clock.remainingMs),
        state,
        when: t('clock.due', { moment: at(clock.due) }),
      }
    }
    case 'overdue':
      return {
        tone: clock.isAmbition ? 'soon' : 'missed',
        figure: `+${officeFigure(clock.overdueMs)}`,
        state: clock.isAmbition ? t('tones.pastAim') : word,
        when: t('clock.was', { moment: at(clock.due) }),
      }
    case 'waiting':
      return {
        tone: 'waiting',
        figure: officeFigure(clock.frozenMs ?? clock.remainingMs),
        state: word,
        when: t('clock.ifResumed', { moment: at(clock.dueIfResumedNow) }),
      }
    case 'not-started':
      return { tone: 'none', figure: '', state: word, when: '' }
    case 'met':
    case 'stopped':
      return {
        tone: 'none',
        figure: '',
        state: word,
        when: t('clock.stoppedAt', { moment: at(clock.stoppedAt) }),
      }
    case 'missed':
      return {
        tone: clock.isAmbition ? 'soon' : 'missed',
        figure: `+${officeFigure(clock.overdueMs)}`,
        state: clock.isAmbition ? t('tones.pastAim') : word,
        when: t('clock.stoppedAt', { moment: at(clock.stoppedAt) }),
      }
  }
}
