import type { OutboxEntry } from '../outbox-entry'
import type { OutboxStore } from '../ports'

/** An outbox in memory, which several engines may share as windows share a disk. */
export function memoryOutbox(): OutboxStore & { readonly rows: () => readonly OutboxEntry[] } {
  let rows: readonly OutboxEntry[] = []
  let order = 0
  const patched = (patch: Parameters<OutboxStore['write']>[0]['patch'] = []): readonly OutboxEntry[] => {
    const changes = new Map(patch.map(({ id, change }) => [id, change]))
    return rows.map((row) => ({ ...row, ...changes.get(row.mutation.id) }))
  }
  return {
    rows: () => rows,
    all: () => Promise.resolve(rows),
    write({ add = [], patch = [], remove = [] }) {
      const added = add.map((entry) => ({ ...entry, order: ++order }))
      rows = [...rows, ...added]
      rows = patched(patch).filter(({ mutation }) => !remove.includes(mutation.id))
      return Promise.resolve(added)
    },
    writeIf(patch, holds) {
      const isTrue = patch.every(({ id }) => holds(rows.find(({ mutation }) => mutation.id === id)))
      if (isTrue) rows = patched(patch)
      return Promise.resolve(isTrue)
    },
  }
}
