import type { OutboxEntry } from '../outbox-entry'
import type { OutboxStore } from '../ports'

/** An outbox in memory, or on what outlives it; several engines may share it as windows share a disk. */
export function memoryOutbox(
  disk: { entries: readonly OutboxEntry[] } = { entries: [] },
): OutboxStore & { readonly rows: () => readonly OutboxEntry[] } {
  let order = disk.entries.length
  const patched = (patch: Parameters<OutboxStore['write']>[0]['patch'] = []): readonly OutboxEntry[] => {
    const changes = new Map(patch.map(({ id, change }) => [id, change]))
    return disk.entries.map((row) => ({ ...row, ...changes.get(row.mutation.id) }))
  }
  return {
    rows: () => disk.entries,
    all: () => Promise.resolve(disk.entries),
    write({ add = [], patch = [], remove = [] }) {
      const added = add.map((entry) => ({ ...entry, order: ++order }))
      disk.entries = [...disk.entries, ...added]
      disk.entries = patched(patch).filter(({ mutation }) => !remove.includes(mutation.id))
      return Promise.resolve(added)
    },
    writeIf(patch, holds) {
      const isTrue = patch.every(({ id }) => holds(disk.entries.find(({ mutation }) => mutation.id === id)))
      if (isTrue) disk.entries = patched(patch)
      return Promise.resolve(isTrue)
    },
  }
}
