import type { AgreementVersion } from './agreement'
import type { OfficeCalendar } from './calendar'
import { readDeadline } from './clock'
import { type ClockName, type ClockTarget, cutAt, isIncident, waitsOf, planResolution } from './clock-plan'
import { deadlines } from './deadlines'
import type { ClockFacts, FactsRevision, PriorityChange, RevisionCause } from './facts'

/** What a fact that was written down later made of a miss, by whom, and when (epoch ms). */
export interface MissChange {
  /** `taken-back`: by the facts it is none any more. `appeared`: it was none before. */
  readonly kind: 'taken-back' | 'appeared'
  readonly at: number
  readonly by: string
  readonly because: RevisionCause
}

/** A deadline that passed: it stays on record, whatever happens to the ticket afterwards. */
export interface Miss {
  readonly name: ClockName
  readonly target: ClockTarget
  readonly due: number
  /** A missed ambition is no breach. */
  readonly isAmbition: boolean
  /** Whether it was missed under a priority, type or cover that the ticket no longer has. */
  readonly underEarlierTriage: boolean
  readonly change: MissChange | null
}

interface Rules {
  readonly agreement: AgreementVersion
  readonly calendar: OfficeCalendar
}

interface PrioritySpan extends PriorityChange {
  readonly to: number
}

/**
 * Every miss of a ticket at `now`, the earliest first: feedback too late, targets and the aim missed under the present
 * priority, also before a reopening; targets that passed while an earlier priority, type or cover held; and what was missed
 * until somebody wrote down a fact that takes it back. Reports count by the facts, so without what was taken back.
 */
export function missedOnRecord(
  facts: ClockFacts,
  agreement: AgreementVersion,
  calendar: OfficeCalendar,
  now: number,
): readonly Miss[] {
  const rules = { agreement, calendar }
  const present = missesOf(facts, rules, now)
  const { revisions = [] } = facts
  if (revisions.length === 0) return present
  const known = revisions.map((revision, index) => ({
    revision,
    before: missesOf(revision.before, rules, revision.at),
    after: missesOf(revisions[index + 1]?.before ?? facts, rules, revision.at),
  }))
  const gone = known
    .toReversed()
    .flatMap(({ revision, before }) =>
      before.filter((miss) => !isAmong(present, miss)).map((miss) => goneBy(miss, revision)),
    )
  const appeared = present.map((miss) => {
    const by = known.findLast(({ before, after }) => !isAmong(before, miss) && isAmong(after, miss))
    return by ? { ...miss, change: changeOf('appeared', by.revision) } : miss
  })
  return inOrder([...appeared, ...gone])
}

/** By its own facts alone. */
function missesOf(facts: ClockFacts, rules: Rules, now: number): readonly Miss[] {
  return inOrder([...missedNow(facts, rules, now), ...missedEarlier(facts, rules, now)])
}

function missedNow(facts: ClockFacts, { agreement, calendar }: Rules, now: number): readonly Miss[] {
  return deadlines(facts, agreement, calendar).flatMap(({ name, target, isAmbition, due, stoppedAt }) =>
    due !== null && due < (stoppedAt ?? now)
      ? [{ name, target, due, isAmbition, underEarlierTriage: false, change: null }]
      : [],
  )
}

function missedEarlier(facts: ClockFacts, { agreement, calendar }: Rules, now: number): readonly Miss[] {
  if (facts.feedbackAt === null || !isIncident(facts)) return []
  return earlierPriorities(facts).flatMap((span) => {
    const clock = planResolution(facts, agreement, span)
    if (clock.start === null) return []
    const end = Math.min(span.to, clock.stoppedAt ?? now, now)
    const pauses = cutAt(waitsOf(clock, facts, agreement), end)
    const { due } = readDeadline(calendar, { budget: clock.budget, start: clock.start, pauses })
    const { name, target } = clock
    return due !== null && due < end
      ? [{ name, target, due, isAmbition: false, underEarlierTriage: true, change: null }]
      : []
  })
}

function earlierPriorities({ priorities }: ClockFacts): readonly PrioritySpan[] {
  return priorities.flatMap((change, index) => {
    const next = priorities[index + 1]
    return next === undefined ? [] : [{ ...change, to: next.from }]
  })
}

/** Another type or cover takes no miss back: the target was missed while it held. */
function goneBy(miss: Miss, revision: FactsRevision): Miss {
  return revision.because === 'type' || revision.because === 'cover'
    ? { ...miss, underEarlierTriage: true }
    : { ...miss, change: changeOf('taken-back', revision) }
}

const changeOf = (kind: MissChange['kind'], { at, by, because }: FactsRevision): MissChange => {
  return { kind, at, by, because }
}

/** The earliest first, each once. */
const inOrder = (misses: readonly Miss[]): readonly Miss[] =>
  misses
    .filter((miss, index) => index === misses.findIndex((other) => isSameMiss(miss, other)))
    .toSorted((a, b) => a.due - b.due)

const isAmong = (misses: readonly Miss[], miss: Miss): boolean =>
  misses.some((other) => isSameMiss(other, miss))

const isSameMiss = (a: Miss, b: Miss): boolean => a.target === b.target && a.due === b.due
