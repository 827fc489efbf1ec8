import type { AgreementVersion } from './agreement'
import type { ClosedReason, OfficeCalendar } from './calendar'
import type { ClauseKey } from './clauses'
import { readDeadline } from './clock'
import { type ClockName, type ClockTarget, planClocks, waitsOf } from './clock-plan'
import { DAY_MS, formatDate } from './day-number'
import type { ClockFacts, Wait, WaitKind } from './facts'

/** Why the office is closed for a span; `night` when no whole date in it is closed. */
export type ClosedBecause = ClosedReason | { readonly kind: 'night' }

interface SpanOfTime {
  readonly from: number
  readonly to: number
  /** Office ms in the span: counted, or passed while waiting. */
  readonly officeMs: number
  /** The passage of the agreement that the span rests on. */
  readonly clause: ClauseKey
}

/** One step in the reckoning of a deadline. A wait takes the nights inside it along. */
export type ExplanationSpan =
  | (SpanOfTime & { readonly kind: 'counted' })
  | (SpanOfTime & { readonly kind: 'waiting'; readonly waitKind: WaitKind })
  | (SpanOfTime & { readonly kind: 'closed'; readonly reasons: readonly ClosedBecause[] })

const clauseOfTarget = {
  response: 'response',
  action: 'resolution-high',
  medium: 'resolution-medium',
  low: 'resolution-low',
  aim: 'aim',
} as const satisfies Record<ClockTarget, ClauseKey>

const clauseOfWait = {
  external: 'external-wait',
  'key-user': 'key-user-wait',
  solved: 'solved',
} as const satisfies Record<WaitKind, ClauseKey>

/**
 * How a clock's deadline comes about: spans in order from its start to its due moment, or to `now` while a wait holds it up. The
 * counted spans add up to the clock's budget when it has a deadline. Empty when the ticket has no such clock, or it
 * has not started.
 */
export function explainClock(
  facts: ClockFacts,
  agreement: AgreementVersion,
  calendar: OfficeCalendar,
  name: ClockName,
  now: number,
): readonly ExplanationSpan[] {
  const clock = planClocks(facts, agreement).find((planned) => planned.name === name)
  if (clock === undefined || clock.start === null) return []
  const waits = waitsOf(clock, facts, agreement)
  const { due } = readDeadline(calendar, { budget: clock.budget, start: clock.start, pauses: waits })
  const end = due ?? now
  const clause = clauseOfTarget[clock.target]
  const spans: ExplanationSpan[] = []
  let reached = clock.start
  for (const wait of waits.toSorted((a, b) => a.from - b.from)) {
    const from = Math.max(wait.from, reached)
    const to = Math.min(wait.to ?? Infinity, end)
    if (to <= from) continue
    spans.push(...officeSpans(calendar, reached, from, clause), waitingSpan(calendar, wait, from, to))
    reached = to
  }
  spans.push(...officeSpans(calendar, reached, end, clause))
  return joined(spans)
}

function waitingSpan(calendar: OfficeCalendar, wait: Wait, from: number, to: number): ExplanationSpan {
  const officeMs = calendar.between(from, to)
  return { kind: 'waiting', from, to, officeMs, waitKind: wait.kind, clause: clauseOfWait[wait.kind] }
}

/** Counted and closed spans in turn, from one instant to another. */
function officeSpans(
  calendar: OfficeCalendar,
  from: number,
  to: number,
  clause: ClauseKey,
): readonly ExplanationSpan[] {
  const spans: ExplanationSpan[] = []
  let reached = from
  for (const interval of calendar.intervalsBetween(from, to)) {
    const open = Math.max(interval.open, from)
    const close = Math.min(interval.close, to)
    if (open > reached) spans.push(closedSpan(calendar, reached, open))
    if (close > open) spans.push({ kind: 'counted', from: open, to: close, officeMs: close - open, clause })
    reached = close
  }
  if (to > reached) spans.push(closedSpan(calendar, reached, to))
  return spans
}

function closedSpan(calendar: OfficeCalendar, from: number, to: number): ExplanationSpan {
  const reasons = closedReasons(calendar, from, to)
  return { kind: 'closed', from, to, officeMs: 0, reasons, clause: clauseOfClosed(reasons) }
}

function clauseOfClosed(reasons: readonly ClosedBecause[]): ClauseKey {
  if (reasons.some(({ kind }) => kind === 'holiday')) return 'holidays'
  return reasons.some(({ kind }) => kind === 'staff-day') ? 'staff-days' : 'availability'
}

/** The reasons of the dates that a span touches, each once, in order. */
function closedReasons(calendar: OfficeCalendar, from: number, to: number): readonly ClosedBecause[] {
  const dayOf = (at: number): number => Math.floor(calendar.zone.toLocal(at) / DAY_MS)
  const reasons = new Map<string, ClosedBecause>()
  for (let day = dayOf(from); day <= dayOf(to - 1); day++) {
    const reason = calendar.closedReason(formatDate(day))
    if (reason !== null) reasons.set(reason.kind === 'holiday' ? reason.name : reason.kind, reason)
  }
  return reasons.size === 0 ? [{ kind: 'night' }] : [...reasons.values()]
}

/** Spans that touch and say the same, made one. */
function joined(spans: readonly ExplanationSpan[]): readonly ExplanationSpan[] {
  const result: ExplanationSpan[] = []
  for (const span of spans) {
    const last = result.at(-1)
    if (last === undefined || !saysTheSame(last, span)) result.push(span)
    else result.splice(-1, 1, { ...last, to: span.to, officeMs: last.officeMs + span.officeMs })
  }
  return result
}

function saysTheSame(a: ExplanationSpan, b: ExplanationSpan): boolean {
  if (a.to !== b.from) return false
  if (a.kind === 'waiting') return b.kind === 'waiting' && a.waitKind === b.waitKind
  return a.kind === 'counted' && b.kind === 'counted'
}
