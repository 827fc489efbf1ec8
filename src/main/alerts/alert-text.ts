import type { Alert } from '../../shared/alerts/alert'
import type { AlertRuleName } from '../../shared/alerts/alert-rules'
import type { Destination } from '../../shared/ipc/channels'
import { zoneTime } from '../../shared/sla/zone-time'
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
  promise: { en: 'Promised moment', nl: 'Toegezegd moment' },
  escalation: { en: 'Escalation', nl: 'Escalatie' },
  'agreed-date': { en: 'Agreed date', nl: 'Afgesproken datum' },
  'party-date': { en: 'Date of another party', nl: 'Datum van een andere partij' },
  'auto-close': { en: 'Closes by itself', nl: 'Sluit vanzelf' },
} as const satisfies Record<Exclude<AlertRuleName, 'urgent' | 'mailbox'>, Record<Language, string>>

/** Null for what rings without a clock. */
const clockName = (clock: string, language: Language): string | null =>
  Object.hasOwn(clockNames, clock) ? clockNames[clock as keyof typeof clockNames][language] : null

const phrases = {
  en: {
    left: (clock: string, time: string) => `${clock} due in ${time}`,
    now: (clock: string) => `${clock} due now`,
    missed: (clock: string, time: string) => `${clock} missed by ${time}`,
    due: (at: string) => `due ${at}`,
    newTicket: 'New ticket',
    group: (count: number) => `${count} deadlines need you`,
    more: (count: number) => `and ${count} more`,
    high: 'High priority',
    closes: (at: string) => `closes by itself ${at}`,
    away: (name: string) => `${name} is away`,
    replyWaits: 'your reply waits on this device: connect',
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
    high: 'Hoge prioriteit',
    closes: (at: string) => `sluit vanzelf ${at}`,
    away: (name: string) => `${name} is er niet`,
    replyWaits: 'je antwoord wacht op dit apparaat: maak verbinding',
    hours: 'u',
    minutes: 'min',
  },
} as const

export interface AlertMoment {
  readonly openIntervals: AlertPlan['openIntervals']
  readonly now: number
  readonly language: Language
  /** IANA zone of the office; the system's where it is left out or unknown. */
  readonly timeZone: string | undefined
}

/**
 * One alert: ticket, clock and office time left; below it the subject, the customer and the moment, and nothing of the messages.
 * What is not known is left out with its sign.
 */
export function singleText(alert: Alert, moment: AlertMoment): AlertText {
  const words = phrases[moment.language]
  const { absentOwner, replyWaits } = alert
  const title = parts(ticketName(alert, moment), whatRings(alert, moment))
  const details = [
    parts(alert.customer, dueText(alert, moment), absentOwner && words.away(absentOwner)),
    replyWaits && words.replyWaits,
  ]
  return title === ''
    ? { title: alert.subject, body: lines(...details) }
    : { title, body: lines(alert.subject, ...details) }
}

/** Several at once: how many, and the most urgent of them by name. `alerts` are in that order. */
export function groupText(alerts: readonly [Alert, ...Alert[]], moment: AlertMoment): AlertText {
  const words = phrases[moment.language]
  const first = alerts[0]
  return {
    title: words.group(alerts.length),
    body: lines(
      parts(ticketName(first, moment), whatRings(first, moment)),
      [first.subject, words.more(alerts.length - 1)].filter(Boolean).join(', '),
    ),
  }
}

const parts = (...texts: readonly (string | false | undefined)[]): string => texts.filter(Boolean).join(' · ')
const lines = (...texts: readonly (string | false | undefined)[]): string => texts.filter(Boolean).join('\n')

function ticketName({ ticketId, ticketNumber }: Alert, { language }: AlertMoment): string {
  if (ticketId === null) return ''
  return ticketNumber === null ? phrases[language].newTicket : `#${ticketNumber}`
}

function whatRings(alert: Alert, moment: AlertMoment): string {
  const words = phrases[moment.language]
  if (alert.rule === 'auto-close') return words.closes(dueMoment(alert, moment))
  const clock = clockName(alert.clock, moment.language)
  return parts(alert.rule === 'urgent' && words.high, clock !== null && timeLeft(alert, clock, moment))
}

/** Left out where the title has it, and where no clock runs. */
const dueText = (alert: Alert, moment: AlertMoment): string =>
  alert.rule === 'auto-close' || clockName(alert.clock, moment.language) === null
    ? ''
    : phrases[moment.language].due(dueMoment(alert, moment))

function timeLeft({ due }: Alert, clock: string, { openIntervals, now, language }: AlertMoment): string {
  const words = phrases[language]
  if (now < due) {
    const left = Math.ceil(officeTimeBetween(openIntervals, now, due) / 60_000)
    return left > 0 ? words.left(clock, duration(left, words)) : words.now(clock)
  }
  const over = Math.floor(officeTimeBetween(openIntervals, due, now) / 60_000)
  return over > 0 ? words.missed(clock, duration(over, words)) : words.now(clock)
}

function duration(minutes: number, words: { readonly hours: string; readonly minutes: string }): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest} ${words.minutes}`
  return rest === 0 ? `${hours} ${words.hours}` : `${hours} ${words.hours} ${rest} ${words.minutes}`
}

/** `14:05` today, `Tue 17:00` on another day. */
function dueMoment(alert: Alert, { now, language, timeZone: named = '' }: AlertMoment): string {
  const timeZone = zoneTime(named)?.name
  const locale = language === 'nl' ? 'nl-NL' : 'en-GB'
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone })
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone }).format(
    alert.due,
  )
  if (day.format(now) === day.format(alert.due)) return time
  return `${new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone }).format(alert.due)} ${time}`
}

/** Where a click leads: to the ticket, or to the list of what is at risk for several; null for the app as it is. */
export function viewOfAlerts(alerts: readonly Alert[]): Destination | null {
  const [first, ...others] = alerts
  if (first === undefined || others.length > 0) return { view: 'queue', name: 'at-risk' }
  return first.ticketId === null ? null : { view: 'ticket', ticketId: first.ticketId }
}
