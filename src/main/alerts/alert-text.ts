import type { Alert, Destination } from '../../shared/ipc/channels'
import type { Language } from '../language'
import { officeTimeBetween } from './schedule'
import type { AlertPlan } from './schedule'

export interface AlertText {
  readonly title: string
  readonly body: string
}

const clockNames = {
  response: { en: 'Response', nl: 'Reactie' },
  action: { en: 'Action', nl: 'Actie' },
  resolution: { en: 'Resolution', nl: 'Afhandeling' },
  aim: { en: 'Aim of 24 h', nl: 'Streven van 24 uur' },
} as const satisfies Record<Alert['clock'], Record<Language, string>>

const phrases = {
  en: {
    left: (clock: string, time: string) => `${clock} due in ${time}`,
    now: (clock: string) => `${clock} due now`,
    missed: (clock: string, time: string) => `${clock} missed by ${time}`,
    due: (at: string) => `due ${at}`,
    newTicket: 'New ticket',
    group: (count: number) => `${count} deadlines need you`,
    more: (count: number) => `and ${count} more`,
    hours: 'h',
    minutes: 'min',
  },
  nl: {
    left: (clock: string, time: string) => `${clock} over ${time}`,
    now: (clock: string) => `${clock} nu`,
    missed: (clock: string, time: string) => `${clock} ${time} overschreden`,
    due: (at: string) => `uiterlijk ${at}`,
    newTicket: 'Nieuw ticket',
    group: (count: number) => `${count} deadlines vragen je aandacht`,
    more: (count: number) => `en nog ${count}`,
    hours: 'u',
    minutes: 'min',
  },
} as const

export interface AlertMoment {
  readonly plan: AlertPlan
  readonly now: number
  readonly language: Language
  readonly timeZone: string | undefined
}

/** One alert: ticket, clock and office time left; below it the subject and the customer, and nothing of the messages. */
export function singleText(alert: Alert, moment: AlertMoment): AlertText {
  return {
    title: `${ticketName(alert, moment)} · ${timeLeft(alert, moment)}`,
    body: `${alert.subject}\n${alert.customer} · ${phrases[moment.language].due(dueMoment(alert, moment))}`,
  }
}

/** Several at once: how many, and the most urgent of them by name. `alerts` are in that order. */
export function groupText(alerts: readonly [Alert, ...Alert[]], moment: AlertMoment): AlertText {
  const words = phrases[moment.language]
  const first = alerts[0]
  const others = alerts.length - 1
  return {
    title: words.group(alerts.length),
    body: `${ticketName(first, moment)} · ${timeLeft(first, moment)}\n${first.subject}, ${words.more(others)}`,
  }
}

const ticketName = (alert: Alert, { language }: AlertMoment): string =>
  alert.ticketNumber === null ? phrases[language].newTicket : `#${alert.ticketNumber}`

function timeLeft(alert: Alert, { plan, now, language }: AlertMoment): string {
  const words = phrases[language]
  const clock = clockNames[alert.clock][language]
  if (now < alert.due) {
    const left = Math.ceil(officeTimeBetween(plan, now, alert.due) / 60_000)
    return left > 0 ? words.left(clock, duration(left, words)) : words.now(clock)
  }
  const over = Math.floor(officeTimeBetween(plan, alert.due, now) / 60_000)
  return over > 0 ? words.missed(clock, duration(over, words)) : words.now(clock)
}

function duration(minutes: number, words: { readonly hours: string; readonly minutes: string }): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest} ${words.minutes}`
  return rest === 0 ? `${hours} ${words.hours}` : `${hours} ${words.hours} ${rest} ${words.minutes}`
}

/** `14:05` today, `Tue 17:00` on another day. */
function dueMoment(alert: Alert, { now, language, timeZone }: AlertMoment): string {
  const locale = language === 'nl' ? 'nl-NL' : 'en-GB'
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone })
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone }).format(
    alert.due,
  )
  if (day.format(now) === day.format(alert.due)) return time
  return `${new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone }).format(alert.due)} ${time}`
}

/** Where a click leads: to the ticket, or to the list of what is at risk when the notification stands for several. */
export function viewOfAlerts(alerts: readonly Alert[]): Destination {
  const [first, ...others] = alerts
  if (first === undefined || others.length > 0) return { view: 'queue', name: 'at-risk' }
  return { view: 'ticket', ticketId: first.ticketId }
}
