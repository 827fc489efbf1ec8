import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CalendarSpec, createCalendar } from './calendar'
import { type ClockBudget, readClock } from './clock'
import { countOpen, minuteReference, walkToDue } from './minute-reference'

const MINUTE = 60_000
const DAY_MINUTES = 1440

interface World {
  readonly name: string
  readonly spec: CalendarSpec
  readonly staffDays: readonly string[]
  /** Four weeks around a change of the clock. */
  readonly from: string
}

const officeHours = [['08:30', '17:00']] as const
const allDay = [['00:00', '24:00']] as const
const split = [
  ['00:00', '00:45'],
  ['09:15', '12:00'],
  ['12:00', '12:30'],
  ['22:00', '24:00'],
] as const
const list = (...dates: readonly string[]) => ({
  kind: 'list' as const,
  holidays: dates.map((date) => ({ date, name: 'closed' })),
})
const workWeek = { mon: officeHours, tue: officeHours, wed: officeHours, thu: officeHours, fri: officeHours }

const worlds: readonly World[] = [
  {
    name: 'Amsterdam office hours, spring',
    spec: { timeZone: 'Europe/Amsterdam', weekly: workWeek, holidays: list('2026-04-03', '2026-04-06') },
    staffDays: ['2026-03-31'],
    from: '2026-03-20',
  },
  {
    name: 'Amsterdam day and night, autumn',
    spec: {
      timeZone: 'Europe/Amsterdam',
      weekly: { sat: allDay, sun: allDay, mon: allDay, wed: split },
      holidays: list(),
    },
    staffDays: [],
    from: '2026-10-16',
  },
  {
    name: 'Lord Howe, half an hour, autumn',
    spec: {
      timeZone: 'Australia/Lord_Howe',
      weekly: { sun: allDay, mon: split, tue: split, thu: officeHours, sat: allDay },
      holidays: list('2026-04-07'),
    },
    staffDays: ['2026-04-09'],
    from: '2026-03-27',
  },
  {
    name: 'Havana, the change at midnight, spring',
    spec: {
      timeZone: 'America/Havana',
      weekly: { sat: allDay, sun: allDay, tue: split, fri: split },
      holidays: list('2026-03-10'),
    },
    staffDays: [],
    from: '2026-02-27',
  },
  {
    name: 'Santiago, an hour twice before midnight, autumn',
    spec: {
      timeZone: 'America/Santiago',
      weekly: { sat: allDay, sun: allDay, mon: officeHours, thu: split },
      holidays: list(),
    },
    staffDays: [],
    from: '2026-03-27',
  },
]

const budgets: readonly ClockBudget[] = [
  { kind: 'office-minutes', minutes: 240 },
  { kind: 'office-minutes', minutes: 1440 },
  { kind: 'end-of-working-day', plusWorkingDays: 1 },
  { kind: 'end-of-working-day', plusWorkingDays: 3 },
]

/** Whole minutes in the first two weeks; deadlines fall within the seven weeks that the reference knows. */
const offset = fc.integer({ min: 0, max: 14 * DAY_MINUTES })
const waits = fc.array(fc.tuple(offset, fc.integer({ min: 0, max: 2 * DAY_MINUTES })), { maxLength: 4 })

describe.each(worlds)('in $name the engine agrees with a walk from minute to minute:', (world) => {
  const zero = Date.parse(`${world.from}T00:00:00Z`)
  const reference = minuteReference(world.spec, world.staffDays, zero, zero + 49 * DAY_MINUTES * MINUTE)
  const calendar = createCalendar(world.spec, world.staffDays)
  const at = (minutes: number): number => zero + minutes * MINUTE
  const first = zero / MINUTE

  it('office time between two instants', () => {
    fc.assert(
      fc.property(offset, offset, (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        expect(calendar.between(at(from), at(to))).toBe(
          countOpen(reference, first + from, first + to) * MINUTE,
        )
      }),
      { numRuns: 300 },
    )
  })

  it('an amount of office time after an instant', () => {
    fc.assert(
      fc.property(offset, fc.integer({ min: 1, max: 3000 }), (start, amount) => {
        expect(calendar.add(at(start), amount * MINUTE)).toBe(
          walkToDue(reference, first + start, amount) * MINUTE,
        )
      }),
      { numRuns: 300 },
    )
  })

  it('whether it is open, from when it counts, and when that changes', () => {
    fc.assert(
      fc.property(offset, (minute) => {
        const open = reference.isOpen(first + minute)
        expect(calendar.isOpen(at(minute))).toBe(open)
        let change = first + minute
        while (reference.isOpen(change) === open) change++
        expect(calendar.nextChange(at(minute))).toEqual({ at: change * MINUTE, opens: !open })
        expect(calendar.effectiveStart(at(minute))).toBe(open ? at(minute) : change * MINUTE)
      }),
      { numRuns: 200 },
    )
  })

  it('the end of a working day, some working days on', () => {
    fc.assert(
      fc.property(offset, fc.integer({ min: 0, max: 5 }), (start, plus) => {
        let minute = first + start
        while (!reference.isOpen(minute)) minute++
        let end = minute
        const seen = new Set<string>()
        for (; seen.size <= plus || reference.dateOf(minute) === reference.dateOf(end - 1); minute++) {
          if (reference.isOpen(minute)) {
            if (seen.size > plus && !seen.has(reference.dateOf(minute))) break
            seen.add(reference.dateOf(minute))
            end = minute + 1
          }
          if (minute >= reference.to) throw new RangeError('the reference ends before the working day')
        }
        expect(calendar.endOfWorkingDay(at(start), plus)).toBe(end * MINUTE)
      }),
      { numRuns: 200 },
    )
  })

  it('the deadline of a clock with waits', () => {
    fc.assert(
      fc.property(offset, waits, fc.constantFrom(...budgets), offset, (start, spans, budget, later) => {
        const pauses = spans.map(([from, length]) => ({ from: at(from), to: at(from + length) }))
        const isPaused = (minute: number) =>
          pauses.some(({ from, to }) => from <= minute * MINUTE && minute * MINUTE < to)
        const now = at(start + later)
        const reading = readClock(calendar, { budget, start: at(start), pauses, now })
        expect(reading.due).toBe(
          walkToDue(reference, first + start, reading.budgetMs / MINUTE, isPaused) * MINUTE,
        )
        expect(reading.elapsedMs).toBe(
          countOpen(reference, first + start, first + start + later, isPaused) * MINUTE,
        )
      }),
      { numRuns: 300 },
    )
  })

  it('what is left while a wait is open, and the deadline if it ended now', () => {
    fc.assert(
      fc.property(offset, offset, offset, fc.constantFrom(...budgets), (start, after, length, budget) => {
        const from = start + after
        const now = from + length
        const question = { budget, start: at(start), now: at(now) }
        const undisturbed = readClock(calendar, { ...question, pauses: [] })
        const reading = readClock(calendar, { ...question, pauses: [{ from: at(from), to: null }] })
        if (undisturbed.due !== null && at(from) >= undisturbed.due) {
          expect(reading.due).toBe(undisturbed.due)
          return
        }
        expect(reading.due).toBeNull()
        const elapsed = countOpen(reference, first + start, first + from)
        expect(reading.remainingMs).toBe(reading.budgetMs - elapsed * MINUTE)
        const isPaused = (minute: number) => first + from <= minute && minute < first + now
        expect(reading.dueIfResumedNow).toBe(
          walkToDue(reference, first + start, reading.budgetMs / MINUTE, isPaused) * MINUTE,
        )
      }),
      { numRuns: 200 },
    )
  })
})
