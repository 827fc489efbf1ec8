import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertKey } from '../../shared/alerts/alert'
import type { Alert } from '../../shared/alerts/alert'
import { decideAlerts, officeTimeBetween } from './schedule'
import type { AlertHours, AlertPlan, RungKeys } from './schedule'

const minute = 60_000
/** Monday 9 February 2026, 08:30 in Amsterdam. */
const monday = Date.UTC(2026, 1, 9, 7, 30)
const day = 24 * 60 * minute
const open: AlertPlan['openIntervals'] = [0, 1, 2, 3, 4].map((offset) => [
  monday + offset * day,
  monday + offset * day + 510 * minute,
])
const at = (hours: number, minutes = 0, days = 0): number =>
  monday + days * day + ((hours - 8) * 60 + minutes - 30) * minute

const ticketId = (index: number): string => `018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`
const alert = (index: number, when: number, due: number, leadMinutes: number): Alert => ({
  rule: 'response',
  ticketId: ticketId(index),
  ticketNumber: 1000 + index,
  subject: 'Invoices stay in draft',
  customer: 'Van Dijk BV',
  clock: 'response',
  leadMinutes,
  at: when,
  due,
})
const rungAt = (when: number, ...alerts: readonly Alert[]): RungKeys =>
  Object.fromEntries(alerts.map((one) => [alertKey(one), when]))
const office: AlertHours = { outsideOfficeHours: false, holdMs: 0 }
const always: AlertHours = { outsideOfficeHours: true, holdMs: 0 }

describe('alerts', () => {
  const hourBefore = alert(1, at(13), at(14), 60)
  const quarterBefore = alert(1, at(13, 45), at(14), 15)
  const plan: AlertPlan = { alerts: [hourBefore, quarterBefore], openIntervals: open }

  it('are silent before their moment, and say when to look again', () => {
    expect(decideAlerts(plan, {}, at(12, 59), office)).toEqual({ show: [], settled: [], next: at(13) })
  })

  it('ring at their moment, each once', () => {
    expect(decideAlerts(plan, {}, at(13), office)).toEqual({
      show: [hourBefore],
      settled: [hourBefore],
      next: at(13, 45),
    })
    expect(decideAlerts(plan, rungAt(at(13), hourBefore), at(13), office).show).toEqual([])
    expect(decideAlerts(plan, rungAt(at(13), hourBefore, quarterBefore), at(14), office).next).toBeNull()
  })

  it('that were slept through ring once for their clock: the shortest lead', () => {
    const decision = decideAlerts(plan, {}, at(13, 50), office)
    expect(decision.show).toEqual([quarterBefore])
    expect(decision.settled).toEqual([hourBefore, quarterBefore])
  })

  it('of several tickets come together, the most urgent first', () => {
    const other = alert(2, at(13, 30), at(13, 40), 15)
    const { show } = decideAlerts({ ...plan, alerts: [...plan.alerts, other] }, {}, at(13, 50), office)
    expect(show).toEqual([other, quarterBefore])
  })

  it('wait for the office to open, unless asked to ring outside its hours', () => {
    const evening = at(20)
    const missed = { alerts: [quarterBefore], openIntervals: open }
    expect(decideAlerts(missed, {}, evening, office)).toEqual({ show: [], settled: [], next: at(8, 30, 1) })
    expect(decideAlerts(missed, {}, evening, always).show).toEqual([quarterBefore])
    expect(decideAlerts(missed, {}, at(8, 30, 1), office).show).toEqual([quarterBefore])
  })

  it('planned for a closed moment ring at the next opening', () => {
    const early = alert(3, at(7), at(9), 60)
    expect(decideAlerts({ alerts: [early], openIntervals: open }, {}, at(6), office).next).toBe(at(8, 30))
  })

  it('ring where the office hours are not known', () => {
    const far = alert(4, at(3, 0, 20), at(4, 0, 20), 60)
    expect(decideAlerts({ alerts: [far], openIntervals: open }, {}, at(3, 0, 20), office).show).toEqual([far])
    expect(decideAlerts({ alerts: [far], openIntervals: [] }, {}, at(3, 0, 20), office).show).toEqual([far])
  })

  it('ring anew for a due moment that moved, later or earlier', () => {
    const rung = rungAt(at(13), hourBefore)
    const moved = alert(1, at(15), at(16), 60)
    const movedBack = alert(1, at(12, 50), at(13, 50), 60)
    expect(decideAlerts({ alerts: [moved], openIntervals: open }, rung, at(15), office).show).toEqual([moved])
    expect(decideAlerts({ alerts: [movedBack], openIntervals: open }, rung, at(13, 5), office).show).toEqual([
      movedBack,
    ])
  })

  it('of an earlier lead are no news once a later one has rung', () => {
    const rung = rungAt(at(13, 45), quarterBefore)
    expect(decideAlerts(plan, rung, at(13, 50), office).show).toEqual([])
  })

  it('at once are about their own moment: a due moment that moved rings its leads anew, not the alarm', () => {
    const urgent: Alert = { ...alert(1, at(9), at(14), 0), rule: 'urgent' }
    const rung = rungAt(at(9), urgent)
    const later: AlertPlan = { alerts: [{ ...urgent, due: at(16) }], openIntervals: open }
    expect(decideAlerts(later, rung, at(10), office).show).toEqual([])
    const again: AlertPlan = { alerts: [{ ...urgent, at: at(10) }], openIntervals: open }
    expect(decideAlerts(again, rung, at(10), office).show).toEqual(again.alerts)
  })

  it('of a rule that a newer version made are silent, and wake nobody', () => {
    const unknown: Alert = { ...hourBefore, rule: 'weather', clock: 'weather' }
    expect(decideAlerts({ alerts: [unknown], openIntervals: open }, {}, at(15), office)).toEqual({
      show: [],
      settled: [],
      next: null,
    })
  })

  it('wait a while where another device of the same person was used last, and then ring all the same', () => {
    const held: AlertHours = { outsideOfficeHours: false, holdMs: 2 * minute }
    expect(decideAlerts(plan, {}, at(13, 1), held)).toEqual({ show: [], settled: [], next: at(13, 2) })
    expect(decideAlerts(plan, {}, at(13, 2), held).show).toEqual([hourBefore])
    expect(decideAlerts(plan, rungAt(at(13), hourBefore), at(13, 2), held).show).toEqual([])
  })

  it('never ask to look again in the past, and show each key once however often they look', () => {
    const planned = fc.array(
      fc
        .tuple(
          fc.integer({ min: 0, max: 5 }),
          fc.integer({ min: -600, max: 6000 }),
          fc.constantFrom(0, 15, 60),
        )
        .map(([index, when, lead]) =>
          alert(index, monday + when * minute, monday + (when + lead) * minute, lead),
        ),
      { maxLength: 20 },
    )
    const looks = fc.array(fc.integer({ min: -700, max: 8000 }), { maxLength: 30 })
    fc.assert(
      fc.property(planned, looks, fc.boolean(), (alerts, minutes, outside) => {
        const unique = [...new Map(alerts.map((one) => [alertKey(one), one])).values()]
        let rung: RungKeys = {}
        const bells: string[] = []
        for (const look of [...minutes].sort((a, b) => a - b)) {
          const now = monday + look * minute
          const decision = decideAlerts(
            { alerts: unique, openIntervals: open },
            rung,
            now,
            outside ? always : office,
          )
          bells.push(...decision.show.map(alertKey))
          rung = { ...rung, ...rungAt(now, ...decision.settled) }
          if (decision.next !== null) expect(decision.next).toBeGreaterThan(now)
          if (!outside && decision.show.length > 0 && now < (open.at(-1)?.[1] ?? 0))
            expect(open.some(([from, to]) => from <= now && now < to)).toBe(true)
        }
        expect(new Set(bells).size).toBe(bells.length)
      }),
    )
  })
})

describe('office time in a notification', () => {
  it('does not count the night', () => {
    expect(officeTimeBetween(open, at(16, 30), at(9, 0, 1))).toBe(60 * minute)
  })

  it('is wall time where the office hours are not known', () => {
    expect(officeTimeBetween([], 0, 5)).toBe(5)
    expect(officeTimeBetween(open, at(16, 30, 4), at(18, 0, 4))).toBe(90 * minute)
  })
})
