import type { OutboxDatabase } from '../../src/renderer/data/cache/outbox-database'
import { createOutboxStore } from '../../src/renderer/data/cache/outbox-store'
import { createDrafts } from '../../src/renderer/data/workspace/drafts'
import { createKeptFiles } from '../../src/renderer/data/workspace/kept-files'
import { createPutBack } from '../../src/renderer/data/workspace/put-back'
import { agreement20230224, calendarOf } from '../../src/shared/sla/agreement'
import type { OutboxEntry } from '../../src/shared/sync/engine/outbox-entry'
import type { OutboxStore } from '../../src/shared/sync/engine/ports'
import type { Call } from './call'
import type { Disk } from './disk'
import type { PlantedBug } from './planted'
import type { World } from './world'

/** The app's own outbox store, on a disk that may be full, used by a process that may die. */
export function outboxOnDisk(world: World, disk: Disk, call: Call, bug: PlantedBug | null): OutboxStore {
  const dice = world.dice('room for the outbox')
  const drops = ({ state }: OutboxEntry): boolean =>
    (bug === 'held-dropped' && state === 'held') || (bug === 'rejected-dropped' && state === 'rejected')

  const room = (): number => (world.strikes('quota-exceeded') ? dice.whole(2) : Infinity)

  return {
    all: () => call('outbox.all', () => disk.outbox.entries()),
    write: (change) =>
      call('outbox.write', async () => {
        if (bug === 'lazy-outbox') disk.outboxBefore = await disk.outbox.entries()
        const added = await disk.outbox.step((database) => createOutboxStore(database).write(change), room())
        if (bug === 'held-dropped' || bug === 'rejected-dropped')
          await disk.outbox.setEntries((await disk.outbox.entries()).filter((entry) => !drops(entry)))
        return added
      }),
    writeIf: (patch, holds, puttingBack = false) =>
      call('outbox.writeIf', async () => {
        // Neither the disk nor the window that asked remembers which log it is sent to.
        if (bug === 'sent-unnoted') for (const { change } of patch) Reflect.deleteProperty(change, 'sentIn')
        if (bug === 'lazy-outbox') disk.outboxBefore = await disk.outbox.entries()
        const asked = bug === 'sent-taken-back' ? () => true : holds
        return disk.outbox.step(
          (database) => createOutboxStore(database, putBackIn(database)).writeIf(patch, asked, puttingBack),
          room(),
        )
      }),
  }
}

/** As the app does it: replies and notes go into drafts, other work into its dialog. */
const putBackIn = (database: OutboxDatabase) =>
  createPutBack(database, {
    drafts: createDrafts(database, { isSent: () => false, written: () => undefined }),
    files: createKeptFiles(database, noServer),
    zone: () => calendarOf(agreement20230224).zone,
  })
const noServer = { put: () => Promise.resolve(null), get: () => Promise.resolve(null) }
