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
  const { revisions = [] } = facts
  if (revisions.length === 0) return missesOf(facts, rules, now)
  const present = recordOf(facts, rules, { until: now, triage: facts, isPresent: true })
  const earlier = revisions
    .filter(({ because }) => isTriage(because))
    .flatMap(({ at, before }) => recordOf(facts, rules, { until: at, triage: before, isPresent: false }))
  return inOrder([...present, ...earlier])
}

/** A triage that holds, or held until an instant. */
interface TriageSpan {
  readonly until: number
  readonly triage: Pick<ClockFacts, 'type' | 'cover'>
  readonly isPresent: boolean
}

/** What was missed under one triage: by the facts as they are known now, and what late facts took back or brought to light. */
function recordOf(
  facts: ClockFacts,
  rules: Rules,
  { until, triage: { type, cover }, isPresent }: TriageSpan,
): readonly Miss[] {
  const { revisions = [] } = facts
  const missed = (known: Omit<ClockFacts, 'revisions'>, at: number): readonly Miss[] =>
    missesOf({ ...asOf(known, Math.min(at, until)), type, cover }, rules, Math.min(at, until))
  const steps = revisions.flatMap((revision, index) =>
    isTriage(revision.because)
      ? []
      : [
          {
            revision,
            before: missed(revision.before, revision.at),
            after: missed(revisions[index + 1]?.before ?? facts, revision.at),
          },
        ],
  )
  const present = missed(facts, until)
  const gone = steps
    .toReversed()
    .flatMap(({ revision, before, after }) =>
      before
        .filter((miss) => !isAmong(present, miss) && !isOfOneTarget(after, miss))
        .map((miss) => goneBy(miss, revision)),
    )
  const known = present.map((miss) => {
    const index = steps.findIndex(({ before, after }) => isAmong(before, miss) || isAmong(after, miss))
    const first = steps[index]
    const isNew = first && !isAmong(first.before, miss) && !isOfOneTarget(first.before, miss)
    return isNew ? { ...miss, change: changeOf('appeared', first.revision) } : miss
  })
  return [...known, ...gone].map((miss) => (isPresent ? miss : { ...miss, underEarlierTriage: true }))
}

/** The facts without what happened after an instant. */
function asOf(facts: Omit<ClockFacts, 'revisions'>, at: number): ClockFacts {
  const upTo = (instant: number | null): number | null => (instant !== null && instant > at ? null : instant)
  return {
    ...facts,
    feedbackAt: upTo(facts.feedbackAt),
    workStartedAt: upTo(facts.workStartedAt),
    solvedAt: upTo(facts.solvedAt),
    closedAt: upTo(facts.closedAt),
    waits: facts.waits
      .filter(({ from }) => from <= at)
      .map((wait) => ({ ...wait, to: upTo(wait.to) }))
      // A ticket that stood solved then was not reopened yet.
      .filter(({ kind, to }) => kind !== 'solved' || to !== null),
    priorities: facts.priorities.filter(({ from }) => from <= at),
    ...(solvedAsOf(facts, at) === null ? {} : { solvedAt: solvedAsOf(facts, at) }),
    revisions: [],
  }
}

/** Since when a ticket stood solved at an instant, where it was reopened later; null where it was not. */
const solvedAsOf = ({ waits }: Omit<ClockFacts, 'revisions'>, at: number): number | null =>
  waits.find(({ kind, from, to }) => kind === 'solved' && from <= at && (to ?? Infinity) > at)?.from ?? null

const isTriage = (because: RevisionCause): boolean => because === 'type' || because === 'cover'

/** By its own facts alone. */
function missesOf(facts: ClockFacts, rules: Rules, now: number): readonly Miss[] {
  return inOrder([...missedNow(facts, rules, now), ...missedEarlier(facts, rules, now)])
}

function missedNow(facts: ClockFacts, { agreement, calendar }: Rules, now: number): readonly Miss[] {
  return deadlines(facts, agreement, calendar).flatMap(({ name, target, isAmbition, due, stoppedAt }) =>
    due !== null && due < Math.min(stoppedAt ?? now, now)
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

/** A reopening takes no miss back: the clock goes on, and the target was missed before it. */
const goneBy = (miss: Miss, revision: FactsRevision): Miss =>
  revision.because === 'reopening' ? miss : { ...miss, change: changeOf('taken-back', revision) }

/** Whether the same target was missed anyway, at a due moment that the fact moved. */
const isOfOneTarget = (misses: readonly Miss[], miss: Miss): boolean =>
  misses.some(({ target }) => target === miss.target)

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
