import type { AgreementVersion } from './agreement'
import type { OfficeCalendar } from './calendar'
import { readDeadline } from './clock'
import { type ClockName, type ClockTarget, cutAt, isIncident, waitsOf, planResolution } from './clock-plan'
import { deadlines } from './deadlines'
import type { ClockFacts, Priority } from './facts'

/** A deadline that passed: it stays on record, whatever happens to the ticket afterwards. */
export interface Miss {
  readonly name: ClockName
  readonly target: ClockTarget
  readonly due: number
  /** A missed ambition is no breach. */
  readonly isAmbition: boolean
  /** Whether it was missed under a priority that the ticket no longer has. */
  readonly underEarlierPriority: boolean
}

interface PrioritySpan {
  readonly priority: Priority
  readonly to: number
}

/**
 * Every miss of a ticket at `now`, the earliest first: feedback too late, targets and the aim missed under the present
 * priority, also before a reopening, and targets that passed while an earlier priority held.
 */
export function missedOnRecord(
  facts: ClockFacts,
  agreement: AgreementVersion,
  calendar: OfficeCalendar,
  now: number,
): readonly Miss[] {
  const misses = [
    ...missedNow(facts, agreement, calendar, now),
    ...missedEarlier(facts, agreement, calendar, now),
  ]
  return misses
    .filter((miss, index) => index === misses.findIndex((other) => isSameMiss(miss, other)))
    .toSorted((a, b) => a.due - b.due)
}

function missedNow(
  facts: ClockFacts,
  agreement: AgreementVersion,
  calendar: OfficeCalendar,
  now: number,
): readonly Miss[] {
  return deadlines(facts, agreement, calendar).flatMap(({ name, target, isAmbition, due, stoppedAt }) =>
    due !== null && due < (stoppedAt ?? now)
      ? [{ name, target, due, isAmbition, underEarlierPriority: false }]
      : [],
  )
}

function missedEarlier(
  facts: ClockFacts,
  agreement: AgreementVersion,
  calendar: OfficeCalendar,
  now: number,
): readonly Miss[] {
  const start = facts.feedbackAt
  if (start === null || !isIncident(facts)) return []
  return earlierPriorities(facts).flatMap(({ priority, to }) => {
    const clock = planResolution(facts, agreement, priority)
    const end = Math.min(to, clock.stoppedAt ?? now, now)
    const pauses = cutAt(waitsOf(clock, facts, agreement), end)
    const { due } = readDeadline(calendar, { budget: clock.budget, start, pauses })
    const { name, target } = clock
    return due !== null && due < end
      ? [{ name, target, due, isAmbition: false, underEarlierPriority: true }]
      : []
  })
}

function earlierPriorities({ priorities }: ClockFacts): readonly PrioritySpan[] {
  return priorities.flatMap(({ priority }, index) => {
    const next = priorities[index + 1]
    return next === undefined ? [] : [{ priority, to: next.from }]
  })
}

function isSameMiss(a: Miss, b: Miss): boolean {
  return a.target === b.target && a.due === b.due
}
