import type { AgreementVersion, KeyUserWaitScope } from './agreement'
import type { ClockBudget } from './clock'
import type { ClockFacts, Priority, PriorityChange, Wait, WaitKind } from './facts'

export type ClockName = 'response' | 'action' | 'resolution' | 'aim'

/** What a clock is measured against: its row in the agreement's table. */
export type ClockTarget = 'response' | 'action' | 'medium' | 'low' | 'aim'

/** A clock that a ticket has, before any deadline is worked out. */
export interface PlannedClock {
  readonly name: ClockName
  readonly target: ClockTarget
  /** An ambition is shown beside the targets; missing it is no breach. */
  readonly isAmbition: boolean
  /** null until the event that starts it. */
  readonly start: number | null
  readonly budget: ClockBudget
  readonly stoppedAt: number | null
  /** Whether what it waits for happened, or the ticket was closed without it. */
  readonly reachedGoal: boolean
}

interface Stop {
  readonly stoppedAt: number | null
  readonly reachedGoal: boolean
}

const targetsByPriority = { high: 'action', medium: 'medium', low: 'low' } as const satisfies Record<
  Priority,
  ClockTarget
>

const waitScopes = {
  response: 'response',
  action: 'resolution',
  resolution: 'resolution',
  aim: 'aim',
} as const satisfies Record<ClockName, KeyUserWaitScope>

/**
 * The clocks of a ticket: the response first, then action or resolution, then the aim. A request for change and work
 * outside the cover have a response clock only; before triage there is no action or resolution.
 */
export function planClocks(facts: ClockFacts, agreement: AgreementVersion): readonly PlannedClock[] {
  const response = planResponse(facts, agreement)
  if (!isIncident(facts)) return [response]
  const priority = facts.priorities.at(-1)
  const aim = planAim(facts, agreement)
  return priority === undefined
    ? [response, aim]
    : [response, planResolution(facts, agreement, priority), aim]
}

/** Whether resolution and aim apply: neither a request for change or migration, nor work that is billed apart. */
export function isIncident({ type, cover }: ClockFacts): boolean {
  return type !== 'rfc' && type !== 'migration' && (cover === null || cover === 'covered')
}

/**
 * The clock that a priority gives: action for high, resolution for medium and low. Both start at the feedback; the action
 * clock of a ticket that becomes high after its feedback starts when it becomes high.
 */
export function planResolution(
  facts: ClockFacts,
  agreement: AgreementVersion,
  { priority, from }: PriorityChange,
): PlannedClock {
  const target = targetsByPriority[priority]
  const isAction = target === 'action'
  return {
    name: isAction ? 'action' : 'resolution',
    target,
    isAmbition: false,
    start: isAction && facts.feedbackAt !== null ? Math.max(facts.feedbackAt, from) : facts.feedbackAt,
    budget: agreement.resolution[priority],
    // Who has solved it has started work.
    ...stopOf(isAction ? earliest(facts.workStartedAt, facts.solvedAt) : facts.solvedAt, facts.closedAt),
  }
}

/**
 * The waits that hold a planned clock up, up to its stop. A wait for the key user counts as far as the agreement
 * version says; a solved ticket holds up what solving does not stop.
 */
export function waitsOf(
  clock: PlannedClock,
  facts: ClockFacts,
  agreement: AgreementVersion,
): readonly Wait[] {
  const waits = facts.waits.filter((wait) => holdsUp(clock, wait.kind, agreement))
  const all: readonly Wait[] = isHeldBySolved(clock, facts)
    ? [...waits, { kind: 'solved', from: facts.solvedAt ?? 0, to: null }]
    : waits
  const { stoppedAt } = clock
  return stoppedAt === null ? all : cutAt(all, stoppedAt)
}

/** The kind of the open wait that a running clock stands in; null when there is none, or the clock has stopped. */
export function openWaitOf(
  clock: PlannedClock,
  facts: ClockFacts,
  agreement: AgreementVersion,
): WaitKind | null {
  if (clock.stoppedAt !== null) return null
  const open = facts.waits.findLast((wait: Wait) => wait.to === null && holdsUp(clock, wait.kind, agreement))
  return open?.kind ?? (isHeldBySolved(clock, facts) ? 'solved' : null)
}

/** The waits up to an instant, none of them open. */
export function cutAt(waits: readonly Wait[], at: number): readonly Wait[] {
  return waits
    .filter((wait) => wait.from < at)
    .map((wait) => ({ ...wait, to: wait.to === null ? at : Math.min(wait.to, at) }))
}

function planResponse(facts: ClockFacts, agreement: AgreementVersion): PlannedClock {
  return {
    name: 'response',
    target: 'response',
    isAmbition: false,
    start: facts.receivedAt,
    budget: agreement.response,
    ...stopOf(facts.feedbackAt, facts.closedAt),
  }
}

function planAim(facts: ClockFacts, agreement: AgreementVersion): PlannedClock {
  return {
    name: 'aim',
    target: 'aim',
    isAmbition: true,
    start: facts.receivedAt,
    budget: agreement.aim,
    ...stopOf(facts.solvedAt, facts.closedAt),
  }
}

function stopOf(goalAt: number | null, closedAt: number | null): Stop {
  if (goalAt !== null && (closedAt === null || goalAt <= closedAt)) {
    return { stoppedAt: goalAt, reachedGoal: true }
  }
  return { stoppedAt: closedAt, reachedGoal: false }
}

function isHeldBySolved(clock: PlannedClock, facts: ClockFacts): boolean {
  return facts.solvedAt !== null && clock.name === 'response'
}

function holdsUp(clock: PlannedClock, kind: WaitKind, agreement: AgreementVersion): boolean {
  return kind !== 'key-user' || agreement.keyUserWaitStops.includes(waitScopes[clock.name])
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}
