import { IANAZone } from 'luxon'
import { DAY_MS } from './day-number'

/**
 * One time zone's wall clock. `local` is wall-clock time written as if it were UTC epoch milliseconds;
 * every other number is a UTC instant in epoch milliseconds.
 */
export interface ZoneTime {
  readonly name: string
  /** Milliseconds that the wall clock is ahead of UTC at an instant. */
  offsetAt(at: number): number
  /** Wall-clock time at an instant. */
  toLocal(at: number): number
  /**
   * The instant of a wall-clock time. One that does not exist takes the offset from before the gap;
   * one that exists twice is the first of the two.
   */
  toInstant(local: number): number
}

/** No zone has changed its clock there and back within three days. */
const SAMPLE_DAYS = 3

const zones = new Map<string, ZoneTime>()

/** The wall clock of an IANA time zone; null when the name is unknown. */
export function zoneTime(name: string): ZoneTime | null {
  const known = zones.get(name)
  if (known !== undefined) return known
  if (!IANAZone.isValidZone(name)) return null
  const zone = createZoneTime(name)
  zones.set(name, zone)
  return zone
}

function createZoneTime(name: string): ZoneTime {
  const zone = IANAZone.create(name)
  const offsetsAtMidnight = new Map<number, number>()

  const askOffset = (at: number): number => Math.round(zone.offset(at) * 60_000)

  function sampleOf(day: number): number {
    let offset = offsetsAtMidnight.get(day)
    if (offset === undefined) {
      offset = askOffset(day * DAY_MS)
      offsetsAtMidnight.set(day, offset)
    }
    return offset
  }

  /** The offset at midnight UTC of a day. The platform is slow to work it out: it is asked for few days. */
  function offsetOfDay(day: number): number {
    const first = Math.floor(day / SAMPLE_DAYS) * SAMPLE_DAYS
    const offset = sampleOf(first)
    return offset === sampleOf(first + SAMPLE_DAYS) ? offset : sampleOf(day)
  }

  function offsetAt(at: number): number {
    const day = Math.floor(at / DAY_MS)
    const offset = offsetOfDay(day)
    return offset === offsetOfDay(day + 1) ? offset : askOffset(at)
  }

  function toInstant(local: number): number {
    const day = Math.floor(local / DAY_MS)
    const before = offsetOfDay(day - 1)
    const after = offsetOfDay(day + 2)
    // No change of the clock in the days around: most days of the year.
    if (before === after && offsetOfDay(day) === before && offsetOfDay(day + 1) === before) {
      return local - before
    }
    const early = local - before
    if (offsetAt(early) === before) return early
    const late = local - after
    if (offsetAt(late) === after) return late
    return early
  }

  return { name, offsetAt, toLocal: (at) => at + offsetAt(at), toInstant }
}

/** An instant on the zone's wall, as a person could write it: `2026-11-28 14:05`. */
export const writtenMoment = (zone: ZoneTime, at: number): string =>
  new Date(zone.toLocal(at)).toISOString().slice(0, 16).replace('T', ' ')
