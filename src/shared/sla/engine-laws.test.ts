import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreement20230224, calendarOf } from './agreement'
import type { OfficeCalendar } from './calendar'
import { type ClockBudget, type Pause, readClock } from './clock'

const MINUTE = 60_000
const DAY_MINUTES = 1440

const budgetsWithTime: readonly ClockBudget[] = [
  { kind: 'office-minutes', minutes: 240 },
  { kind: 'office-minutes', minutes: 1440 },
  { kind: 'end-of-working-day', plusWorkingDays: 1 },
  { kind: 'end-of-working-day', plusWorkingDays: 3 },
]
const budgets: readonly ClockBudget[] = [...budgetsWithTime, { kind: 'at-once' }]

describe('the laws of office time', () => {
  const office = calendarOf(agreement20230224)
  const instant = fc.integer({
    min: Date.parse('2020-01-01T00:00:00Z'),
    max: Date.parse('2035-01-01T00:00:00Z'),
  })
  const amount = fc.integer({ min: 0, max: 60 * 510 * MINUTE })
  const span = fc.tuple(instant, fc.integer({ min: 0, max: 20 * DAY_MINUTES * MINUTE }))
  const budget = fc.constantFrom(...budgets)
  /** Without `at-once`: there a wait that touches the next one makes a single wait, begun before the due moment. */
  const timedBudget = fc.constantFrom(...budgetsWithTime)
  const due = (start: number, kind: ClockBudget, pauses: readonly Pause[]): number =>
    readClock(office, { budget: kind, start, pauses, now: start }).due ?? NaN
  /** Waits near the clock's start, so that they matter. */
  const near = (start: number, spans: readonly (readonly [number, number])[]): readonly Pause[] =>
    spans.map(([after, length]) => ({ from: start + after, to: start + after + length }))
  const nearSpans = fc.array(
    fc.tuple(fc.integer({ min: -4e8, max: 8e8 }), fc.integer({ min: 0, max: 4e8 })),
    { maxLength: 5 },
  )

  it('adding an amount and then measuring returns the amount', () => {
    fc.assert(
      fc.property(instant, amount, (start, ms) => {
        expect(office.between(start, office.add(start, ms))).toBe(ms)
      }),
    )
  })

  it('subtracting an amount and then measuring returns the amount', () => {
    fc.assert(
      fc.property(instant, amount, (at, ms) => {
        expect(office.between(office.subtract(at, ms), at)).toBe(ms)
      }),
    )
  })

  it('time between adds up over any instant in the middle', () => {
    fc.assert(
      fc.property(instant, instant, instant, (...instants) => {
        const [a = 0, b = 0, c = 0] = instants.toSorted((x, y) => x - y)
        expect(office.between(a, b) + office.between(b, c)).toBe(office.between(a, c))
      }),
    )
  })

  it('a wait outside office hours moves nothing', () => {
    fc.assert(
      fc.property(instant, budget, fc.integer({ min: 0, max: 20 }), (start, kind, day) => {
        const undisturbed = due(start, kind, [])
        const closing = office.endOfWorkingDay(start, day)
        const opening = office.effectiveStart(closing)
        expect(due(start, kind, [{ from: closing, to: opening }])).toBe(undisturbed)
      }),
    )
  })

  it('splitting a wait in two, or giving it twice, changes nothing', () => {
    fc.assert(
      fc.property(
        instant,
        budget,
        nearSpans,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (start, kind, spans, part) => {
          const pauses = near(start, spans)
          const halves = pauses.flatMap(({ from, to }) => {
            const middle = Math.round(from + ((to ?? from) - from) * part)
            return [
              { from: middle, to },
              { from, to: middle },
            ]
          })
          expect(due(start, kind, halves)).toBe(due(start, kind, pauses))
          expect(due(start, kind, [...pauses, ...pauses])).toBe(due(start, kind, pauses))
        },
      ),
    )
  })

  it('the deadline never moves earlier when waiting grows', () => {
    fc.assert(
      fc.property(instant, budget, nearSpans, span, (start, kind, spans, [, extra]) => {
        const pauses = near(start, spans)
        const [longest, ...rest] = pauses
        const more = longest === undefined ? [] : [{ ...longest, to: (longest.to ?? 0) + extra }, ...rest]
        expect(due(start, kind, more)).toBeGreaterThanOrEqual(due(start, kind, pauses))
        expect(due(start, kind, pauses)).toBeGreaterThanOrEqual(due(start, kind, []))
      }),
    )
  })

  it('a wait that begins at or after the due moment moves nothing', () => {
    fc.assert(
      fc.property(
        instant,
        timedBudget,
        nearSpans,
        fc.integer({ min: 0, max: 1e9 }),
        (start, kind, spans, after) => {
          const pauses = near(start, spans)
          const before = due(start, kind, pauses)
          expect(due(start, kind, [...pauses, { from: before + after, to: before + after + 1e9 }])).toBe(
            before,
          )
        },
      ),
    )
  })

  it('elapsed less overdue plus remaining is the budget, at every moment', () => {
    fc.assert(
      fc.property(
        instant,
        budget,
        nearSpans,
        fc.integer({ min: 0, max: 2e9 }),
        (start, kind, spans, later) => {
          const pauses = near(start, spans)
          const reading = readClock(office, { budget: kind, start, pauses, now: start + later })
          expect(reading.elapsedMs - reading.overdueMs + reading.remainingMs).toBe(reading.budgetMs)
        },
      ),
    )
  })

  it('a staff day announced while a clock runs never brings the deadline forward', () => {
    const withDay: OfficeCalendar = calendarOf(agreement20230224, ['2026-02-04'])
    const near2026 = fc.integer({ min: Date.parse('2026-01-25'), max: Date.parse('2026-02-06') })
    fc.assert(
      fc.property(near2026, budget, (start, kind) => {
        const question = { budget: kind, start, pauses: [], now: start }
        expect(readClock(withDay, question).due).toBeGreaterThanOrEqual(
          readClock(office, question).due ?? NaN,
        )
      }),
    )
  })
})
