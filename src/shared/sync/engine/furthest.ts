import type { Position, PushRequest } from '../wire'

/**
 * The furthest of these positions that the server vouched for in an epoch: what a pull shows, so that a server which was
 * put back to before it finds out. Null when there is none.
 */
export function furthestProven(epoch: string, positions: readonly (Position | null)[]): Position | null {
  return positions.reduce<Position | null>(
    (best, at) => (at?.proof && at.epoch === epoch && (!best || at.seq > best.seq) ? at : best),
    null,
  )
}

/** What a push tells of the log: which one, and how far it was seen where the server gave its word for that. */
export function logKnown(epoch: string, seen: Position | null): Pick<PushRequest, 'epoch' | 'seen'> {
  return { epoch, ...(seen?.proof && { seen: { seq: seen.seq, proof: seen.proof } }) }
}
