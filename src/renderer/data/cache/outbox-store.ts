import type { OutboxStore } from '../../../shared/sync/engine/ports'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import type { MutationEnvelope } from '../../../shared/tickets/mutations'
import type { OutboxDatabase, StoredEntry, StoredForm } from './outbox-database'

/** Puts what was written in these where it can be written on. Called within a transaction of entries, drafts, files and forms. */
type PutBack = (mutations: readonly MutationEnvelope[]) => Promise<void>

/**
 * The outbox over its database. A resolved write is on the disk (strict durability). Work that is taken in, also when it is found
 * in the journal, takes the place of the dialog that it was written in.
 */
export function createOutboxStore(
  { dexie, entries, drafts, files, forms }: OutboxDatabase,
  putBack: PutBack = () => Promise.resolve(),
): OutboxStore {
  return {
    async all() {
      return (await entries.orderBy('order').toArray()).map(toEntry)
    },
    write: ({ add = [], patch = [], remove = [] }) =>
      dexie.transaction('rw', entries, forms, async () => {
        const added: OutboxEntry[] = []
        for (const entry of add) {
          const { id } = entry.mutation
          if ((await entries.where('id').equals(id).count()) > 0) continue
          const order = await entries.add({ ...entry, id })
          added.push({ ...entry, order })
        }
        if (add.length > 0)
          await forms.filter(isSentAs(new Set(add.map(({ mutation }) => mutation.id)))).delete()
        for (const { id, change } of patch) await entries.where('id').equals(id).modify(change)
        if (remove.length > 0)
          await entries
            .where('id')
            .anyOf([...remove])
            .delete()
        return added
      }),
    writeIf: (patch, holds, puttingBack = false) =>
      dexie.transaction('rw', entries, drafts, files, forms, async () => {
        const rows = await entries
          .where('id')
          .anyOf(patch.map(({ id }) => id))
          .sortBy('order')
        const found = patch.map(({ id }) => rows.find((row) => row.id === id))
        if (!found.every((row) => holds(row && toEntry(row)))) return false
        for (const { id, change } of patch) await entries.where('id').equals(id).modify(change)
        if (puttingBack) await putBack(rows.map(({ mutation }) => mutation))
        return true
      }),
  }
}

const isSentAs =
  (ids: ReadonlySet<string>) =>
  ({ sentAs }: StoredForm): boolean =>
    sentAs !== undefined && ids.has(sentAs)

function toEntry({ id: _, order = 0, ...entry }: StoredEntry): OutboxEntry {
  return { ...entry, order }
}
