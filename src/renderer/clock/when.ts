import { DAY_MS } from '../../shared/sla/day-number'
import type { ZoneTime } from '../../shared/sla/zone-time'
import { aheadCountsAsNowMs } from '../../shared/tickets/fact-times'
import { dayOfDate, own, plainText, readDate, weekdayNamed, weekdayOf, yearsFrom } from './written-date'

/** What a person wrote of when something happened. */
export type When =
  | { readonly kind: 'now' }
  | {
      readonly kind: 'at'
      /** UTC instant, ms. */
      readonly at: number
      /** Where the office's clock was set that night: this time was `skipped` (the hour after it is meant), or came `twice` (the first is meant). */
      readonly wall: 'once' | 'skipped' | 'twice'
    }
  | { readonly kind: 'future' }
  | { readonly kind: 'unreadable' }

const unreadable: When = { kind: 'unreadable' }

/** Days before today. */
const relativeDays: Readonly<Record<string, number>> = {
  vandaag: 0,
  today: 0,
  gisteren: 1,
  gister: 1,
  yesterday: 1,
  eergisteren: 2,
  eergister: 2,
  'day before yesterday': 2,
}

/** Minutes since midnight: from which, and before which. */
const partsOfDay: Readonly<Record<string, readonly [number, number]>> = Object.fromEntries(
  [
    { names: ['ochtend', 'morgen', 'morning'], hours: [0, 12] },
    { names: ['middag', 'afternoon'], hours: [12, 18] },
    { names: ['avond', 'evening'], hours: [17, 24] },
  ].flatMap(({ names, hours: [from = 0, to = 0] }) => names.map((name) => [name, [from * 60, to * 60]])),
)
const dayThenPart = new RegExp(`^(.*\\S) ?(${Object.keys(partsOfDay).join('|')})$`)

/** `8u31`, `8.31`, `08:31`, `14h30`, `14u`, `8 uur`, `half 9`, `831`, `2:30 pm`; with what stands before or after it as the day. */
const time = String.raw`(?:(?<hour>\d{1,2})\s*[:.uh]\s*(?<minute>[0-5]\d)|half (?<halfTo>\d{1,2})|(?<fullHour>\d{1,2})\s*(?:uur|u|h)|(?<bareHour>\d{1,2})(?<bareMinute>[0-5]\d)|(?<clockHour>\d{1,2})(?=\s*[ap]\.?m))(?:\s*(?:uur|u|h|(?<noon>[ap])\.?m\.?))?`
const dayThenTime = new RegExp(`^(?:(?<day>.*\\S)\\s+)?${time}$`)
const timeThenDay = new RegExp(`^${time}\\s+(?<day>.*\\S)$`)

interface Wall {
  /** Estimated server time, UTC ms. */
  readonly now: number
  readonly zone: ZoneTime
}

/**
 * Reads when something happened, as people write it in Dutch or English: a time of today, or a day with a time. Nothing, or
 * `nu`, is now. A weekday, and a date without its year, is the latest that is not in the future. A moment more than five
 * minutes ahead of the server's time is refused, and so is what is not wholly understood, or may mean two moments: neither ever
 * becomes another moment.
 */
export function readWhen(text: string, { now, zone }: Wall): When {
  const words = plainText(text).replace(/^(\d{4}-\d{1,2}-\d{1,2})t(?=\d)/, '$1 ')
  if (words === '' || words === 'nu' || words === 'now') return { kind: 'now' }
  const today = Math.floor(zone.toLocal(now) / DAY_MS)
  const latest = now + aheadCountsAsNowMs
  for (const { day: dayText, ...said } of readings(words)) {
    const { day: whichDay, part } = partOf(dayText)
    const minutes = minutesIn(part, said)
    // 2026 behind 12 nov is its year, or 26 past eight in the evening.
    if (minutes === null || (said.mayBeYear && isDateWithoutYear(whichDay))) continue
    const localOn = (day: number): number => day * DAY_MS + minutes * 60_000
    const day = dayOf(whichDay, today, (candidate) => zone.toInstant(localOn(candidate)) <= latest)
    if (day === null) continue
    const at = zone.toInstant(localOn(day))
    return at > latest ? { kind: 'future' } : { kind: 'at', at, wall: wallOf(localOn(day), at, zone) }
  }
  return unreadable
}

/** A time as it was written. */
interface SaidTime {
  /** Since midnight. */
  readonly minutes: number
  /** Half past a night hour is said of the afternoon as often: the part of the day must be said too. */
  readonly needsPart: boolean
  readonly mayBeYear: boolean
}

/** Where the time may stand: after the day, or before it. */
function readings(words: string): readonly (SaidTime & { readonly day: string })[] {
  return [dayThenTime, timeThenDay].flatMap((pattern) => {
    const parts = pattern.exec(words)?.groups ?? {}
    const minutes = minutesOf(parts)
    if (minutes === null) return []
    const needsPart = parts.halfTo !== undefined && minutes < 6 * 60
    return [{ day: parts.day ?? '', minutes, needsPart, mayBeYear: parts.bareHour === '20' }]
  })
}

type TimeParts = Readonly<Record<string, string | undefined>>

/** Minutes since midnight on the wall; null without a time, and for an hour that no clock shows. */
function minutesOf(parts: TimeParts): number | null {
  const { noon, halfTo } = parts
  if (halfTo !== undefined) {
    const hours = Number(halfTo)
    return hours < 1 || hours > 12 || noon !== undefined ? null : hours * 60 - 30
  }
  const hours = Number(parts.hour ?? parts.fullHour ?? parts.bareHour ?? parts.clockHour ?? NaN)
  if (Number.isNaN(hours)) return null
  const minutes = Number(parts.minute ?? parts.bareMinute ?? 0)
  if (noon === undefined) return hours > 23 ? null : hours * 60 + minutes
  if (hours < 1 || hours > 12) return null
  return ((hours % 12) + (noon === 'p' ? 12 : 0)) * 60 + minutes
}

/** The part of the day, where one is said, apart from the day: `gistermiddag`, `maandag ochtend`, `vanavond`, `this morning`. */
function partOf(text: string): { readonly day: string; readonly part: string | null } {
  const [, day, part] = dayThenPart.exec(text) ?? []
  if (!day || !part) return { day: text, part: null }
  return { day: day === 'van' || day === 'this' ? 'vandaag' : day, part }
}

const isDateWithoutYear = (day: string): boolean => /\d/.test(day) && (readDate(day)?.year ?? null) === null

/** Four in the afternoon is 16:00. Null for a time that is not in this part of the day. */
function minutesIn(part: string | null, { minutes, needsPart }: SaidTime): number | null {
  if (part === null) return needsPart ? null : minutes
  const [from, to] = own(partsOfDay, part) ?? [0, 0]
  return [minutes, minutes + 12 * 60].find((candidate) => candidate >= from && candidate < to) ?? null
}

/** Days since the epoch of a day in words or figures; null for what is none. */
function dayOf(text: string, today: number, isPast: (day: number) => boolean): number | null {
  if (text === '') return today
  const ago = own(relativeDays, text)
  if (ago !== undefined) return today - ago
  const [, named = text, isLast] = /^(.*\S) (j\.? ?l\.?|jongstleden)$/.exec(text) ?? []
  const weekday = weekdayNamed(named)
  if (weekday === undefined) {
    const date = readDate(named)
    return date && dayOfDate(date, yearsFrom(today, -1), isPast)
  }
  const back = (weekdayOf(today) - weekday + 7) % 7
  // Of today, `jl.` may mean today or a week ago.
  if (back === 0 && isLast) return null
  return isPast(today - back) ? today - back : today - back - 7
}

/** What the office's clock did at a time of its wall; `at` is the instant that was chosen. */
function wallOf(local: number, at: number, zone: ZoneTime): 'once' | 'skipped' | 'twice' {
  if (zone.toLocal(at) !== local) return 'skipped'
  const setBack = zone.offsetAt(at) - zone.offsetAt(at + 3 * 3_600_000)
  return setBack > 0 && zone.toLocal(at + setBack) === local ? 'twice' : 'once'
}
