const MINUTE_MS = 60_000

/** Up to which position every backup of the database reaches that is not older than a chosen age. */
export type BackedUp = (workspaceId: string, head: number, now: number) => number

interface Sample {
  readonly at: number
  readonly seq: number
}

/**
 * A server cannot see its backups, but what was in the log `ageMs` ago is in any backup younger than that. Knows nothing
 * of the time before it started: it then answers 0, and clients keep their work a while longer.
 */
export function createBackedUp(ageMs: number): BackedUp {
  const samples = new Map<string, Sample[]>()
  return (workspaceId, head, now) => {
    if (ageMs === 0) return head
    const seen = samples.get(workspaceId) ?? []
    samples.set(workspaceId, seen)
    const last = seen.at(-1)
    if (!last || now - last.at >= MINUTE_MS) seen.push({ at: now, seq: head })
    const old = seen.findLastIndex(({ at }) => at <= now - ageMs)
    if (old > 0) seen.splice(0, old)
    return old < 0 ? 0 : Math.min(head, seen[0]?.seq ?? 0)
  }
}
