import type { MutationEnvelope } from '../../src/shared/tickets/mutations'

/** What people were told: the promises are held against it. */
export interface SavedWork {
  readonly mutation: MutationEnvelope
  readonly agentId: string
  readonly device: string
  /** When the person did it and when the screen said saved, counted in events of the ledger. */
  readonly begun: number
  readonly saved: number
  /** The held work that it replaced: it stands in that one's place. */
  readonly inPlaceOf: string | null
}

export interface Ledger {
  begin(): number
  save(work: Omit<SavedWork, 'saved'>): void
  /** Its author chose to give it up or replace it; whether that was kept may never be known, as after a crash. */
  choose(id: string): void
  /** Its author heard that it stays as it is: it must not be lost. */
  keep(id: string): void
  /** Its author was told on a device that it is given up. */
  discard(id: string, device: string, at: number): void
  saved(): ReadonlyMap<string, SavedWork>
  chosen(): ReadonlySet<string>
  /** On which devices each was given up, and when in the world's time. */
  discarded(): ReadonlyMap<string, ReadonlyMap<string, number>>
  /** Whose each mutation is, saved or not. */
  author(id: string): string | undefined
  write(id: string, agentId: string): void
}

export function createLedger(): Ledger {
  const saved = new Map<string, SavedWork>()
  const chosen = new Set<string>()
  const discarded = new Map<string, Map<string, number>>()
  const authors = new Map<string, string>()
  let count = 0
  return {
    begin: () => ++count,
    save: (work) => void saved.set(work.mutation.id, { ...work, saved: ++count }),
    choose: (id) => void chosen.add(id),
    keep: (id) => void chosen.delete(id),
    discard: (id, device, at) =>
      void discarded.set(id, new Map([...(discarded.get(id) ?? []), [device, at] as const])),
    saved: () => saved,
    chosen: () => chosen,
    discarded: () => discarded,
    author: (id) => authors.get(id),
    write: (id, agentId) => void authors.set(id, agentId),
  }
}
