import type { OfficeCalendar } from './calendar'

/** How much office time a clock has. `at-once`: due at the effective start. */
export type ClockBudget =
  | { readonly kind: 'office-minutes'; readonly minutes: number }
  | { readonly kind: 'end-of-working-day'; readonly plusWorkingDays: number }
  | { readonly kind: 'at-once' }

/** A span in which a clock stands still, [from, to); `to` null while it is still open. */
export interface Pause {
  readonly from: number
  readonly to: number | null
}

export interface ClockQuestion {
  readonly budget: ClockBudget
  readonly start: number
  /** In any order; they may overlap. Those that end in the future count as they stand. */
  readonly pauses: readonly Pause[]
}

/** Where a clock's deadline stands, without regard to now. Office ms; UTC instants. */
export interface Deadline {
  readonly budgetMs: number
  /** null while an open wait, begun before it, holds it up. */
  readonly due: number | null
  /** What was left when the open wait began; null when no open wait holds the deadline up. */
  readonly frozenMs: number | null
  /** When the open wait that holds the deadline up began; null when none does. */
  readonly heldSince: number | null
}

export interface ClockReading {
  readonly due: number | null
  readonly dueIfResumedNow: number
  readonly budgetMs: number
  /** Office time from the start until now, waits left out; it runs on after the due moment. */
  readonly elapsedMs: number
  readonly remainingMs: number
  readonly overdueMs: number
}

interface Span {
  readonly from: number
  readonly to: number
}

/** Reads a clock at `now`. Throws a RangeError when the calendar cannot hold the deadline. */
export function readClock(
  calendar: OfficeCalendar,
  { budget, start, pauses, now }: ClockQuestion & { readonly now: number },
): ClockReading {
  const spans = mergePauses(pauses, start)
  const budgetMs = budgetOf(calendar, budget, start)
  const { due } = moveDeadline(calendar, budget, budgetMs, start, spans)
  const resumed = () => moveDeadline(calendar, budget, budgetMs, start, mergePauses(pauses, start, now))
  const waited = spans.reduce((sum, span) => sum + calendar.between(span.from, Math.min(span.to, now)), 0)
  const elapsedMs = calendar.between(start, now) - waited
  return {
    due,
    dueIfResumedNow: due ?? resumed().due ?? now,
    budgetMs,
    elapsedMs,
    remainingMs: Math.max(0, budgetMs - elapsedMs),
    overdueMs: Math.max(0, elapsedMs - budgetMs),
  }
}

/** The deadline of a clock as its events tell it: the part that does not change as time goes by. */
export function readDeadline(calendar: OfficeCalendar, { budget, start, pauses }: ClockQuestion): Deadline {
  const budgetMs = budgetOf(calendar, budget, start)
  return moveDeadline(calendar, budget, budgetMs, start, mergePauses(pauses, start))
}

/** Office ms between a clock's start and its deadline when nothing is waited for. */
export function budgetOf(calendar: OfficeCalendar, budget: ClockBudget, start: number): number {
  switch (budget.kind) {
    case 'office-minutes':
      return budget.minutes * 60_000
    case 'end-of-working-day':
      return calendar.between(start, calendar.endOfWorkingDay(start, budget.plusWorkingDays))
    case 'at-once':
      return 0
  }
}

/**
 * The parts of the pauses after `start`, in order, overlaps and touching ones made one; an open one ends
 * at `openEnd`. Empty ones are left out.
 */
export function mergePauses(pauses: readonly Pause[], start: number, openEnd = Infinity): readonly Span[] {
  if (pauses.length === 0) return []
  const spans = pauses
    .map(({ from, to }) => ({ from: Math.max(from, start), to: to ?? openEnd }))
    .filter((span) => span.to > span.from)
    .toSorted((a, b) => a.from - b.from)
  const merged: Span[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last === undefined || span.from > last.to) merged.push(span)
    else if (span.to > last.to) merged.splice(-1, 1, { from: last.from, to: span.to })
  }
  return merged
}

function firstDue(calendar: OfficeCalendar, budget: ClockBudget, budgetMs: number, start: number): number {
  return budget.kind === 'end-of-working-day'
    ? calendar.endOfWorkingDay(start, budget.plusWorkingDays)
    : calendar.add(start, budgetMs)
}

/** Moves the deadline by the office time of each wait that begins before it, oldest first. */
function moveDeadline(
  calendar: OfficeCalendar,
  budget: ClockBudget,
  budgetMs: number,
  start: number,
  spans: readonly Span[],
): Deadline {
  let due = firstDue(calendar, budget, budgetMs, start)
  let waited = 0
  for (const span of spans) {
    if (span.from >= due) break
    if (span.to === Infinity) {
      const frozenMs = budgetMs + waited - calendar.between(start, span.from)
      return { budgetMs, due: null, frozenMs, heldSince: span.from }
    }
    waited += calendar.between(span.from, span.to)
    due = calendar.add(start, budgetMs + waited)
  }
  return { budgetMs, due, frozenMs: null, heldSince: null }
}
