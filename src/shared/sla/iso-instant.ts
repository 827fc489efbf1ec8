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
  return isWithinYears(at) ? at : null
}

/**
 * An instant in UTC with `Z`, to the microsecond, without digits that say nothing. Throws a RangeError outside the
 * years 1 to 9999.
 */
export function formatInstant(at: number): string {
  const microseconds = Math.round((at - Math.floor(at / 1000) * 1000) * 1000)
  const second = Math.floor(at / 1000) * 1000 + (microseconds === 1_000_000 ? 1000 : 0)
  if (!isWithinYears(second)) throw new RangeError('the answer lies outside the years 1 to 9999')
  const text = new Date(second).toISOString().slice(0, 19)
  if (microseconds === 0 || microseconds === 1_000_000) return `${text}Z`
  const digits = String(microseconds).padStart(6, '0')
  return `${text}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}Z`
}

function isWithinYears(at: number): boolean {
  return at >= FIRST_DAY * DAY_MS && at < (LAST_DAY + 1) * DAY_MS
}
