import type { Clause } from '../../shared/sla/clauses'
import type { AgreementVersion } from '../../shared/sla/agreement'
import type { Cover } from '../../shared/tickets/ticket'

/** The passage that a cover verdict rests on, by its key or by its heading; null when the agreement has no such passage. */
export function clauseOf(
  cover: Cover | null,
  agreement: AgreementVersion,
): (Clause & { readonly key: string }) | null {
  if (cover === null) return null
  const wanted = cover.clause.toLowerCase()
  const entries = Object.entries(agreement.clauses)
  const found =
    entries.find(([key]) => key === cover.clause) ??
    entries.find(([key, { heading }]) => key.startsWith('cover') && heading.toLowerCase() === wanted) ??
    entries.find(([, { heading }]) => heading.toLowerCase() === wanted)
  return found ? { key: found[0], ...found[1] } : null
}
