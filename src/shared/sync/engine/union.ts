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
  const droppedBy = new Map<string, string>()
  const replacedBy = new Map<string, string>()
  for (const { id, body } of records) {
    if (body.kind === 'drop') droppedBy.set(body.mutationId, id)
    else if (body.replaces !== null) replacedBy.set(body.replaces, id)
  }
  /** Where a mutation stands among the records: where the first of those stands that it replaced, one after another. */
  const places = new Map<string, number>()
  for (const [index, { body }] of records.entries())
    if (body.kind === 'mutation') places.set(body.mutation.id, places.get(body.replaces ?? '') ?? index)
  /** Given up by its author, or with what replaced it. */
  function isGivenUp(id: string): boolean {
    if (known.has(id)) return false
    const replacement = replacedBy.get(id)
    return droppedBy.has(id) || (replacement !== undefined && isGivenUp(replacement))
  }
  const add: NewEntry[] = []
  const forget: string[] = []
  for (const { id, body } of records) {
    if (body.kind === 'drop') {
      if (!known.has(body.mutationId)) forget.push(body.mutationId, id)
    } else if (isGivenUp(id)) forget.push(id)
    else if (!known.has(id)) {
      const replaced = body.replaces === null ? undefined : known.get(body.replaces)
      const entry = newEntry(body.mutation, body.replaces, replaced ? placeOf(replaced) : null)
      // What was replaced holds the place of its replacement, until both are done.
      add.push(replacedBy.has(id) ? { ...entry, state: 'dropped' } : entry)
    }
  }
  const patch = [...new Set([...droppedBy.keys(), ...replacedBy.keys()])].flatMap((id): OutboxPatch[] => {
    const entry = known.get(id)
    return entry && entry.state !== 'dropped'
      ? [{ id, change: { state: 'dropped', decisionId: droppedBy.get(id) ?? null } }]
      : []
  })
  const placeInJournal = ({ mutation }: NewEntry): number => places.get(mutation.id) ?? 0
  return { add: add.sort((a, b) => placeInJournal(a) - placeInJournal(b)), patch, forget }
}
