import type { ZoneTime } from '../../shared/sla/zone-time'
import type { Language } from '../../shared/tickets/ticket'

const DAY = 86_400_000

const names = {
  nl: {
    days: ['zo', 'ma', 'di', 'wo', 'do', 'vr', 'za'],
    fullDays: ['zondag', 'maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag'],
    months: ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'],
  },
  en: {
    days: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
    fullDays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  },
} as const

/** How instants are written: in the office's time zone, in one language. */
export interface Wall {
  readonly zone: ZoneTime
  readonly language: Language
}

/** Calendar days from now to the instant, on the office's wall. */
function daysAhead(wall: Wall, at: number, now: number): number {
  return Math.floor(wall.zone.toLocal(at) / DAY) - Math.floor(wall.zone.toLocal(now) / DAY)
}

function timeOf(local: number): string {
  return new Date(local).toISOString().slice(11, 16)
}

/** `14:05` today, `Tue 17:00` within a week either way, `4 Dec` in the same year, `4 Dec 2025` otherwise. */
export function moment(wall: Wall, at: number, now: number): string {
  const local = wall.zone.toLocal(at)
  const ahead = daysAhead(wall, at, now)
  if (ahead === 0) return timeOf(local)
  if (Math.abs(ahead) < 7)
    return `${names[wall.language].days[new Date(local).getUTCDay()] ?? ''} ${timeOf(local)}`
  return dateOf(wall, at, now)
}

/** As `moment`, with the weekday in full: `Tuesday 08:30`. */
export function spokenMoment(wall: Wall, at: number, now: number): string {
  const local = wall.zone.toLocal(at)
  const ahead = daysAhead(wall, at, now)
  if (ahead === 0) return timeOf(local)
  if (Math.abs(ahead) < 7)
    return `${names[wall.language].fullDays[new Date(local).getUTCDay()] ?? ''} ${timeOf(local)}`
  return `${dateOf(wall, at, now)} ${timeOf(local)}`
}

/** `4 Dec`, with the year when it is another one. */
export function dateOf(wall: Wall, at: number, now: number): string {
  const date = new Date(wall.zone.toLocal(at))
  const year = date.getUTCFullYear()
  const text = `${date.getUTCDate()} ${names[wall.language].months[date.getUTCMonth()] ?? ''}`
  return year === new Date(wall.zone.toLocal(now)).getUTCFullYear() ? text : `${text} ${year}`
}

/** Day and time in full: `Tue 4 Dec 2026 17:00`. For tooltips and the timeline. */
export const fullMoment = (wall: Wall, at: number): string =>
  `${fullDate(wall, at)} ${timeOf(wall.zone.toLocal(at))}`

/** The day in full: `Tue 4 Dec 2026`. */
export function fullDate({ zone, language }: Wall, at: number): string {
  const date = new Date(zone.toLocal(at))
  const { days, months } = names[language]
  return `${days[date.getUTCDay()] ?? ''} ${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`
}
