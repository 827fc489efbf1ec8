import { createOutboxStore } from '../../src/renderer/data/cache/outbox-store'
import type { OutboxEntry } from '../../src/shared/sync/engine/outbox-entry'
import type { OutboxStore } from '../../src/shared/sync/engine/ports'
import type { Call } from './call'
import { StorageError } from './disk'
import type { Disk } from './disk'
import type { PlantedBug } from './planted'
import type { World } from './world'

/** The app's own outbox store, on a disk that may be full, used by a process that may die. */
export function outboxOnDisk(world: World, disk: Disk, call: Call, bug: PlantedBug | null): OutboxStore {
  const dice = world.dice('room for the outbox')
  const drops = ({ state }: OutboxEntry): boolean =>
    (bug === 'held-dropped' && state === 'held') || (bug === 'rejected-dropped' && state === 'rejected')

  return {
    all: () => call('outbox.all', () => disk.outbox.entries()),
    write: (change) =>
      call('outbox.write', async () => {
        const isNote = change.patch?.some(({ change: { sentIn } }) => sentIn) ?? false
        if (bug === 'sent-unnoted' && isNote) throw new StorageError('full')
        if (bug === 'lazy-outbox') disk.outboxBefore = await disk.outbox.entries()
        const roomFor = world.strikes('quota-exceeded') ? dice.whole(2) : Infinity
        try {
          const added = await disk.outbox.step(
            (database) => createOutboxStore(database).write(change),
            roomFor,
          )
          if (bug === 'held-dropped' || bug === 'rejected-dropped')
            await disk.outbox.setEntries((await disk.outbox.entries()).filter((entry) => !drops(entry)))
          return added
        } catch (cause) {
          for (const { id, change: patched } of change.patch ?? []) if (patched.sentIn) disk.unsure.add(id)
          throw cause
        }
      }),
  }
}
