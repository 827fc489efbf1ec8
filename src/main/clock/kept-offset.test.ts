import { describe, expect, it } from 'vitest'
import { offsetAtStart, offsetNow } from './kept-offset'

const hour = 3_600_000
const day = 24 * hour
const monday = Date.UTC(2026, 10, 23, 9)
/** This machine is 40 s behind, as was learned on Monday, three hours after it was switched on. */
const kept = { offsetMs: 40_000, wall: monday, uptime: 3 * hour }
const known = { offsetMs: 40_000, isCertain: true }
const unknown = { offsetMs: 0, isCertain: false }

describe('the server’s time at a start without a network', () => {
  it('is what it was, for as long as both clocks of the machine ran on together', () => {
    expect(offsetAtStart(kept, { wall: monday + hour, uptime: 4 * hour })).toEqual(known)
    expect(offsetAtStart(kept, { wall: monday + 2 * day + 900, uptime: 3 * hour + 2 * day })).toEqual(known)
  })

  it.each([
    ['forward', hour + 600_000],
    ['back', hour - 600_000],
    ['back to before', -hour],
  ])('is not known when the clock was set %s meanwhile', (_how, elapsed) => {
    expect(offsetAtStart(kept, { wall: monday + elapsed, uptime: 4 * hour })).toEqual(unknown)
  })

  it('is what it was after the machine was switched off and on', () => {
    expect(offsetAtStart(kept, { wall: monday + day, uptime: 60_000 })).toEqual(known)
  })

  it('is not known when less time has passed than the machine has been up since', () => {
    expect(offsetAtStart(kept, { wall: monday + 60_000, uptime: 2 * hour })).toEqual(unknown)
  })

  it.each([
    ['back', -3 * hour],
    ['forward', 5 * hour],
    ['back by weeks', -20 * day],
  ])(
    'is known although the clock was set %s, where the system says that the machine runs since then',
    (_how, by) => {
      const later = { wall: monday + hour + by, uptime: 4 * hour, boot: 'a' }
      expect(offsetAtStart({ ...kept, boot: 'a' }, later)).toEqual({ offsetMs: 40_000 - by, isCertain: true })
    },
  )

  it('is not known when the clock was set and the machine has been restarted, however long it runs again', () => {
    const later = { wall: monday - hour, uptime: 9 * hour, boot: 'b' }
    expect(offsetAtStart({ ...kept, boot: 'a' }, later)).toEqual(unknown)
    // Some days off and then nine hours on is no sign of a clock that was set.
    expect(offsetAtStart({ ...kept, boot: 'a' }, { ...later, wall: monday + 3 * day })).toEqual(known)
  })

  it.each([2000, 0, -2000])('is what it was for who starts the app again at once (%i ms)', (elapsed) => {
    expect(offsetAtStart(kept, { wall: monday + elapsed, uptime: 3 * hour })).toEqual(known)
    expect(offsetAtStart(kept, { wall: monday + elapsed, uptime: 100 })).toEqual(known)
  })

  it('does not tremble with the difference between two clocks of one start of the machine', () => {
    const later = { wall: monday + hour + 300, uptime: 4 * hour, boot: 'a' }
    expect(offsetAtStart({ ...kept, boot: 'a' }, later)).toEqual(known)
  })

  it('is what it was where an older version kept it, which named no start of the machine', () => {
    expect(offsetAtStart(kept, { wall: monday + hour, uptime: 4 * hour, boot: 'a' })).toEqual(known)
    const set = { wall: monday + 3 * hour, uptime: 4 * hour, boot: 'a' }
    expect(offsetAtStart({ ...kept, boot: null }, set)).toEqual(unknown)
  })

  it('is not known after a month', () => {
    expect(offsetAtStart(kept, { wall: monday + 31 * day, uptime: 60_000 })).toEqual(unknown)
  })
})

describe('the server’s time while the app runs', () => {
  it('stays where it was when somebody sets the clock', () => {
    const now = { wall: monday + hour + 2 * hour, uptime: 4 * hour }
    expect(now.wall + offsetNow(kept, now)).toBe(monday + hour + 40_000)
  })

  it('does not tremble with the difference between two clocks', () => {
    expect(offsetNow(kept, { wall: monday + hour + 300, uptime: 4 * hour })).toBe(40_000)
  })

  it('passes the time that the machine slept', () => {
    expect(offsetNow(kept, { wall: monday + day, uptime: 3 * hour + day })).toBe(40_000)
  })
})
