import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertKey } from '../../shared/alerts/alert'
import type { Occasion } from '../../shared/alerts/occasions'
import { defaultPreferences } from '../../shared/ipc/preferences'
import { decideAlerts } from './schedule'
import type { RungKeys } from './schedule'
import { at, high, me, mine, minute, ours, planner, ring, sanne, theirs } from './testing/bells'
import { casesForWhom } from './testing/bells-for-whom'
import { casesInTime } from './testing/bells-in-time'

describe('bells', () => {
  it.each([...casesInTime, ...casesForWhom])('$name', (given) => {
    const bells = ring({
      plan: planner(given),
      from: at(given.from ?? 'Mon 09:00'),
      to: at(given.to ?? 'Tue 17:00'),
      outsideOfficeHours: given.preferences?.alertOutsideOfficeHours ?? false,
      every: Infinity,
      ...(given.heard ? { heard: given.heard } : {}),
    })
    expect(bells).toEqual(given.bells)
  })

  it('are the same whether planned once or anew each minute, a day long', () => {
    const clock = fc.constantFrom('response', 'action', 'resolution', 'aim', 'promise', 'auto-close')
    const tickets = fc.array(
      fc.record({
        assigneeId: fc.constantFrom(me, sanne, null),
        teamId: fc.constantFrom(ours, theirs, null),
        occasions: fc
          .tuple(
            clock,
            fc.integer({ min: -600 * 60, max: 2400 * 60 }),
            fc.boolean(),
            fc.integer({ min: 0, max: 600 }),
          )
          .map(([rule, seconds, isHigh, since]): readonly Occasion[] => {
            const due = at('Mon 08:30') + seconds * 1000
            const clocks: readonly Occasion[] = [{ rule, clock: rule, since: due, due }]
            const urgent = {
              rule: 'urgent',
              clock: rule,
              since: at('Mon 08:00') + since * minute,
              due,
            } as const
            return isHigh ? [urgent, ...clocks] : clocks
          }),
      }),
      { maxLength: 6 },
    )
    const leads = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 4 })
    const scope = fc.constantFrom('mine', 'mine-and-unassigned', 'team', 'all', 'none')
    const absent = fc.option(fc.constantFrom(-Infinity, at('Mon 10:10'), at('Mon 16:55')), { nil: null })
    fc.assert(
      fc.property(
        tickets,
        leads,
        scope,
        absent,
        fc.boolean(),
        (given, chosen, alertScope, absentSince, outside) => {
          const plan = planner({
            tickets: given,
            preferences: {
              alertScope,
              alertLeads: { response: chosen, action: chosen, resolution: chosen, aim: chosen },
            },
            owners: { [sanne]: { absentSince, standInId: me } },
          })
          const day = { from: at('Mon 08:00'), to: at('Tue 08:00'), outsideOfficeHours: outside }
          const once = plan(day.from)
          const bells = ring({ ...day, plan: () => once, every: Infinity })
          expect(ring({ ...day, plan, every: minute })).toEqual(bells)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('of one clock never follow within a minute', () => {
    const leads = fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 5 })
    fc.assert(
      fc.property(leads, fc.integer({ min: 0, max: 7200 }), (response, seconds) => {
        const plan = planner({
          tickets: [{ ...mine, occasions: high('Mon 10:00', 'Mon 13:00') }],
          preferences: { alertLeads: { ...defaultPreferences.alertLeads, response } },
        })
        const shownAt: number[] = []
        let rung: RungKeys = {}
        for (let now = at('Mon 11:30') + seconds * 1000; now < at('Tue 17:00');) {
          const { show, settled, next } = decideAlerts(plan(now), rung, now, {
            outsideOfficeHours: false,
            holdMs: 0,
          })
          if (show.length > 0) shownAt.push(now)
          expect(show.length).toBeLessThanOrEqual(1)
          rung = { ...rung, ...Object.fromEntries(settled.map((alert) => [alertKey(alert), now])) }
          now = next ?? Infinity
        }
        for (const [index, now] of shownAt.entries())
          expect(now - (shownAt[index - 1] ?? -Infinity)).toBeGreaterThan(minute)
      }),
    )
  })
})
