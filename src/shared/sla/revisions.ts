import { isIncident } from './clock-plan'
import type { ClockFacts, RevisionCause } from './facts'

/** People say times to the minute: a moment within the same minute is the same moment. */
export const saidPrecisionMs = 60_000

interface Change {
  /** When it happened, and when it was written down (epoch ms). */
  readonly at: number
  readonly recordedAt: number
  readonly by: string
  readonly because: RevisionCause
}

/**
 * The new facts, with the former ones kept beside them where the event says something about the past: it was written down
 * later than in the minute in which it happened.
 */
export function revisedByLateFact(before: ClockFacts, after: ClockFacts, change: Change): ClockFacts {
  // A reopening moves deadlines that may have passed, also one that is written down at once.
  const saysOfThePast = change.recordedAt - change.at > saidPrecisionMs || change.because === 'reopening'
  return saysOfThePast ? revised(before, after, change) : after
}

/**
 * The new facts, with the former ones kept beside them where the change of type or cover takes a target away, or brings one.
 * Before triage there is none.
 */
export function revisedByTriage(before: ClockFacts, after: ClockFacts, change: Change): ClockFacts {
  const hasTarget = before.priorities.length > 0
  return hasTarget && isIncident(before) !== isIncident(after) ? revised(before, after, change) : after
}

function revised(before: ClockFacts, after: ClockFacts, { recordedAt, by, because }: Change): ClockFacts {
  const { revisions = [], ...former } = before
  return { ...after, revisions: [...revisions, { at: recordedAt, by, because, before: former }] }
}
