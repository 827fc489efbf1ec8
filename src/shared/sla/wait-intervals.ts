import type { Wait, WaitKind } from './facts'

interface Ends {
  /** When the ticket was solved or closed, where it is (epoch ms). */
  readonly solvedAt: number | null
  readonly closedAt: number | null
}

interface NewWait {
  readonly kind: Exclude<WaitKind, 'solved'>
  /** When it began (epoch ms). */
  readonly at: number
  /** Whether what ended the wait that it begins in does not end this one. */
  readonly outlasts?: boolean | undefined
}

/**
 * The waits with one more that begins at an instant, also where later ones are known already: it ends the wait that it begins
 * in, and lasts until what happened next, be it the end of that wait, the next wait, a solution or a closing. Open where
 * nothing did.
 */
export function withWait(
  waits: readonly Wait[],
  { solvedAt, closedAt }: Ends,
  { kind, at, outlasts = false }: NewWait,
): readonly Wait[] {
  const around = waits.find((wait) => holds(wait, at))
  const formerEnd = outlasts ? null : (around?.to ?? null)
  const later = [formerEnd, solvedAt, closedAt, ...waits.map(({ from }) => from)]
  const to = later.reduce<number | null>(
    (next, other) => (other !== null && other > at ? Math.min(next ?? other, other) : next),
    null,
  )
  return inOrder([...endedAt(waits, at), { kind, from: at, to }])
}

/** The waits with the one that stood at an instant ended then, also where it is known to have ended later. */
export const endedAt = (waits: readonly Wait[], at: number): readonly Wait[] =>
  waits.map((wait) => (holds(wait, at) ? { ...wait, to: at } : wait))

/** Whether a wait stood at an instant, its beginning included. */
export const holds = ({ kind, from, to }: Wait, at: number): boolean =>
  kind !== 'solved' && from <= at && (to === null || to > at)

const inOrder = (waits: readonly Wait[]): readonly Wait[] => waits.toSorted((a, b) => a.from - b.from)
