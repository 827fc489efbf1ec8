import type { Position } from '../wire'

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
