import { DateTime } from 'luxon'
import { DAY_MS, FIRST_DAY, LAST_DAY } from './day-number'

/** A date and time with its offset from UTC, in ISO 8601's extended or basic form. */
const WITH_OFFSET = /^[^T]+T[^T]*(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/
const FRACTION_OF_SECOND = /[.,](\d{4,})(?=Z|[+-]\d)/

/**
 * Epoch milliseconds of an ISO 8601 instant; fractions of a millisecond are kept as far as a number holds them (below a
 * microsecond). null when the text is no real instant, says no offset, or lies outside the years 1 to 9999.
 */
export function parseInstant(text: string): number | null {
  if (!WITH_OFFSET.test(text)) return null
  const time = DateTime.fromISO(text, { zone: 'utc' })
  if (!time.isValid) return null
  const finer = FRACTION_OF_SECOND.exec(text)?.[1]?.slice(3)
  const at = time.toMillis() + (finer === undefined ? 0 : Number(`0.${finer}`))
  return at >= FIRST_DAY * DAY_MS && at < (LAST_DAY + 1) * DAY_MS ? at : null
}

/** An instant in UTC with `Z`, to the microsecond, without digits that say nothing. */
export function formatInstant(at: number): string {
  const micros = Math.round((at - Math.floor(at / 1000) * 1000) * 1000)
  const wholeSecond = Math.floor(at / 1000) * 1000
  const seconds = new Date(micros === 1_000_000 ? wholeSecond + 1000 : wholeSecond).toISOString().slice(0, 19)
  if (micros === 0 || micros === 1_000_000) return `${seconds}Z`
  const digits = String(micros).padStart(6, '0')
  return `${seconds}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}Z`
}
