import type { AgreementVersion } from './agreement'
import type { OfficeCalendar } from './calendar'
import { readDeadline } from './clock'
import {
  type ClockName,
  type ClockTarget,
  openWaitOf,
  waitsOf,
  type PlannedClock,
  planClocks,
} from './clock-plan'
import type { ClockFacts, WaitKind } from './facts'

/**
 * `met` or `missed` by what happened, `stopped` when the ticket was closed or solved before it could be either; null while the
 * clock has not stopped.
 */
export type ClockOutcome = 'met' | 'missed' | 'stopped' | null

/** One clock as its events tell it, without regard to now: what a queue keeps. UTC instants, office ms. */
export interface ClockDeadline {
  readonly name: ClockName
  readonly target: ClockTarget
  readonly isAmbition: boolean
  /** null until the event that starts it. */
  readonly start: number | null
  /** null until it starts. */
  readonly budgetMs: number | null
  /** null before the start and while a wait holds it up. */
  readonly due: number | null
  /** Office time left while a wait holds it up; null otherwise. */
  readonly frozenMs: number | null
  /** The open wait that the clock stands in, also one that began too late to move the deadline. */
  readonly waitKind: WaitKind | null
  readonly stoppedAt: number | null
  readonly outcome: ClockOutcome
}

/**
 * The deadlines of a ticket's clocks, in the order response, action or resolution, aim. Depends on the facts alone, so it
 * holds until the ticket or the calendar changes.
 */
export function deadlines(
  facts: ClockFacts,
  agreement: AgreementVersion,
  calendar: OfficeCalendar,
): readonly ClockDeadline[] {
  return planClocks(facts, agreement).map((clock) => deadlineOf(clock, facts, agreement, calendar))
}

/** The deadline of one planned clock. */
export function deadlineOf(
  clock: PlannedClock,
  facts: ClockFacts,
  agreement: AgreementVersion,
  calendar: OfficeCalendar,
): ClockDeadline {
  const { name, target, isAmbition, start, stoppedAt } = clock
  const fixed = { name, target, isAmbition, start, stoppedAt }
  if (start === null) {
    const outcome = stoppedAt === null ? null : 'stopped'
    return { ...fixed, budgetMs: null, due: null, frozenMs: null, waitKind: null, outcome }
  }
  const pauses = waitsOf(clock, facts, agreement)
  const { budgetMs, due, frozenMs } = readDeadline(calendar, { budget: clock.budget, start, pauses })
  const waitKind = openWaitOf(clock, facts, agreement)
  return { ...fixed, budgetMs, due, frozenMs, waitKind, outcome: outcomeOf(clock, due) }
}

/**
 * The clock that a queue shows: the target that is due first; when no target runs the aim, when that stands still too the
 * waiting target with least left. Clocks that have not started, have stopped, or stand still because the
 * ticket is solved are passed over. null when none is left.
 */
export function nextClock<T extends ClockDeadline>(clocks: readonly T[]): T | null {
  let best: T | null = null
  for (const clock of clocks) {
    if (clock.stoppedAt !== null || clock.start === null || clock.waitKind === 'solved') continue
    if (best === null || comesBefore(clock, best)) best = clock
  }
  return best
}

function comesBefore(a: ClockDeadline, b: ClockDeadline): boolean {
  const [rankOfA, rankOfB] = [rankOf(a), rankOf(b)]
  if (rankOfA !== rankOfB) return rankOfA < rankOfB
  return (a.due ?? a.frozenMs ?? 0) < (b.due ?? b.frozenMs ?? 0)
}

function rankOf(clock: ClockDeadline): number {
  return (clock.due === null ? 2 : 0) + (clock.isAmbition ? 1 : 0)
}

function outcomeOf({ stoppedAt, reachedGoal }: PlannedClock, due: number | null): ClockOutcome {
  if (stoppedAt === null) return null
  if (due !== null && stoppedAt > due) return 'missed'
  return reachedGoal ? 'met' : 'stopped'
}
