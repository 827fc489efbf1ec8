import type { Language } from '../../shared/tickets/ticket'

const SECOND = 1000
const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000

const pad = (value: number): string => String(value).padStart(2, '0')

/** Office time left as a figure: `h:mm`, and `m:ss` under ten minutes. Counts whole units only. */
export function officeFigure(ms: number): string {
  if (ms < 10 * MINUTE) {
    const seconds = Math.max(0, Math.floor(ms / SECOND))
    return `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`
  }
  const minutes = Math.floor(ms / MINUTE)
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}`
}

const short = {
  nl: { day: 'd', hour: 'u', minute: 'min', second: 's' },
  en: { day: 'd', hour: 'h', minute: 'min', second: 's' },
} as const

const long = {
  nl: { hour: ['uur', 'uur'], minute: ['minuut', 'minuten'], second: ['seconde', 'seconden'] },
  en: { hour: ['hour', 'hours'], minute: ['minute', 'minutes'], second: ['second', 'seconds'] },
} as const

/** A length of time in its two largest units: `3 d 4 h`, `2 h 10 min`, `12 min`, `8 s`. Days are of 24 hours. */
export function lengthOf(ms: number, language: Language): string {
  const unit = short[language]
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / SECOND))} ${unit.second}`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} ${unit.minute}`
  if (ms < DAY) return pair(Math.floor(ms / HOUR), unit.hour, Math.floor((ms % HOUR) / MINUTE), unit.minute)
  return pair(Math.floor(ms / DAY), unit.day, Math.floor((ms % DAY) / HOUR), unit.hour)
}

/** Office time in hours and minutes, never days: an office day is not 24 hours. `22 h 10 min`. */
export function officeLength(ms: number, language: Language): string {
  const unit = short[language]
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / SECOND))} ${unit.second}`
  return pair(Math.floor(ms / HOUR), unit.hour, Math.floor((ms % HOUR) / MINUTE), unit.minute)
}

/** Office time in full words, for screen readers: `2 hours 10 minutes`; seconds only under ten minutes. */
export function spokenLength(ms: number, language: Language): string {
  const words = long[language]
  const say = (count: number, [one, many]: readonly [string, string]): string =>
    `${count} ${count === 1 ? one : many}`
  const hours = Math.floor(ms / HOUR)
  const minutes = Math.floor((ms % HOUR) / MINUTE)
  if (ms < MINUTE) return say(Math.max(0, Math.floor(ms / SECOND)), words.second)
  return [hours > 0 ? say(hours, words.hour) : '', minutes > 0 ? say(minutes, words.minute) : '']
    .filter(Boolean)
    .join(' ')
}

function pair(first: number, firstUnit: string, second: number, secondUnit: string): string {
  if (first === 0) return `${second} ${secondUnit}`
  return second === 0 ? `${first} ${firstUnit}` : `${first} ${firstUnit} ${second} ${secondUnit}`
}
