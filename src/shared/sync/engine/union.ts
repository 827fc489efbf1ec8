import type { JournalRecord, OutboxPatch } from './ports'
import { newEntry, parseRecord, placeOf } from './outbox-entry'
import type { Author, NewEntry, OutboxEntry } from './outbox-entry'

export interface Union {
  readonly add: readonly NewEntry[]
  readonly patch: readonly OutboxPatch[]
  /** Journal records that nothing needs any more. */
  readonly forget: readonly string[]
}

/**
 * What the outbox lacks of the journal: mutations that only the journal still has (the outbox was lost, or the app died
 * between the two writes), and drops that the outbox does not know of. What the server has applied already is sent
 * once more and answered with its known outcome.
 */
export function uniteWithJournal(
  outbox: readonly OutboxEntry[],
  journal: readonly JournalRecord[],
  who: Author,
): Union {
  const known = new Map(outbox.map((entry) => [entry.mutation.id, entry]))
  const records = journal.flatMap(({ id, text }) => {
    const body = parseRecord(text, who)
    return body ? [{ id, body }] : []
  })
  const gone = new Map<string, string | null>()
  for (const { id, body } of records) {
    if (body.kind === 'drop') gone.set(body.mutationId, id)
    else if (body.replaces !== null) gone.set(body.replaces, null)
  }
  /** Where a mutation stands among the records: where the first of those stands that it replaced, one after another. */
  const places = new Map<string, number>()
  for (const [index, { body }] of records.entries())
    if (body.kind === 'mutation') places.set(body.mutation.id, places.get(body.replaces ?? '') ?? index)
  const add: NewEntry[] = []
  const forget: string[] = []
  for (const { id, body } of records) {
    if (body.kind === 'drop') {
      if (!known.has(body.mutationId)) forget.push(body.mutationId, id)
    } else if (gone.has(body.mutation.id)) {
      if (!known.has(body.mutation.id)) forget.push(body.mutation.id)
    } else if (!known.has(body.mutation.id)) {
      const replaced = body.replaces === null ? undefined : known.get(body.replaces)
      add.push(newEntry(body.mutation, body.replaces, replaced ? placeOf(replaced) : null))
    }
  }
  const patch = [...gone].flatMap(([mutationId, decisionId]): OutboxPatch[] => {
    const entry = known.get(mutationId)
    return entry && entry.state !== 'dropped'
      ? [{ id: mutationId, change: { state: 'dropped', decisionId } }]
      : []
  })
  const placeInJournal = ({ mutation }: NewEntry): number => places.get(mutation.id) ?? 0
  return { add: add.sort((a, b) => placeInJournal(a) - placeInJournal(b)), patch, forget }
}
