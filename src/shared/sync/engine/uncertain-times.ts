import { z } from 'zod'
import type { OutboxEntry } from './outbox-entry'
import type { OutboxPatch } from './ports'

/** A clock that was off by no more than this is no reason to ask anybody, ms. */
const toleratedMs = 5 * 60_000

const stated = z.object({ occurredAt: z.number() })

/** `details` of `clock-uncertain`: by how much the clock was wrong, ms: server time minus what was believed. Left out where nobody knows. */
export const uncertainClock = z.object({ errorMs: z.number() })

interface Known {
  /** By how much the clock turned out to be wrong in this run of the app, ms; null where it was not in doubt. */
  readonly errorMs: number | null
  /** Whether it was written in this run: what is known of the clock says nothing of another. */
  readonly isOfThisRun: (mutationId: string) => boolean
}

/**
 * Work that says when something happened, by a clock that could not be trusted when it was written. It is held for its author,
 * who knows when it was: the server cannot tell a guess from a fact. Where the clock turned out to be right it goes as it is.
 */
export function heldForTheirTimes(
  sending: readonly OutboxEntry[],
  { errorMs, isOfThisRun }: Known,
): { readonly patches: readonly OutboxPatch[]; readonly tickets: readonly string[] } {
  const tickets = new Set<string>()
  const patches = sending.flatMap(({ mutation }): OutboxPatch[] => {
    if (mutation.clock !== 'uncertain' || !stated.safeParse(mutation.args).success) return []
    const error = isOfThisRun(mutation.id) ? errorMs : null
    if (error !== null && Math.abs(error) <= toleratedMs) return []
    const reason = {
      code: 'clock-uncertain',
      message: 'The clock of this machine could not be trusted when you wrote this. Say when it happened.',
      ...(error !== null && { details: { errorMs: error } }),
    }
    tickets.add(mutation.ticketId)
    return [{ id: mutation.id, change: { state: 'held', reason } }]
  })
  return { patches, tickets: [...tickets] }
}
