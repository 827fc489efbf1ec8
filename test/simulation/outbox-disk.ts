import 'fake-indexeddb/auto'
import type { DBCore, DBCoreTable } from 'dexie'
import { openOutboxDatabase } from '../../src/renderer/data/cache/outbox-database'
import type { OutboxDatabase } from '../../src/renderer/data/cache/outbox-database'
import type { OutboxEntry } from '../../src/shared/sync/engine/outbox-entry'
import { createOutboxStore } from '../../src/renderer/data/cache/outbox-store'
import { memoryTables } from './memory-tables'
import type { World } from './world'

/**
 * One person's outbox on one device, under the app's own outbox store, files and drafts. It outlives the processes that use it, as
 * a disk does. Transactions are atomic, so a process that is killed dies before one or after it.
 */
export interface OutboxDisk {
  /** What a process does to it in one moment. After `roomFor` writes the disk is full: the browser then undoes the transaction. */
  step<T>(work: (database: OutboxDatabase) => Promise<T>, roomFor?: number): Promise<T>
  entries(): Promise<readonly OutboxEntry[]>
  fileIds(): Promise<readonly string[]>
  /** Puts other work in the place of all that is there. */
  setEntries(entries: readonly OutboxEntry[]): Promise<void>
  /** Everything is gone, as when its files are damaged. */
  lose(): Promise<void>
  copy(): OutboxDisk
  /** The run is over. */
  destroy(): Promise<void>
}

/** Of all runs of this process: databases of different devices have different names. */
let made = 0

/**
 * Empty, or with what is in `first`.
 * @param isOnDexie the app's own database, in an IndexedDB that is kept in memory; else tables like it, which are quicker
 */
export function createOutboxDisk(
  world: World,
  isOnDexie: boolean,
  first?: Promise<OutboxDatabase>,
): OutboxDisk {
  let room = Infinity
  const takeRoom = (): void => {
    if (room-- <= 0) throw new DOMException('The disk is full.', 'QuotaExceededError')
  }
  const opened = isOnDexie
    ? openDexie(`tijdig-outbox-${++made}`, takeRoom)
    : Promise.resolve(memoryTables(takeRoom))
  let last: Promise<unknown> = opened
  const filled = first ? Promise.all([first, opened]).then(([from, to]) => copyRows(from, to)) : opened
  world.hold(filled)

  function step<T>(work: (database: OutboxDatabase) => Promise<T>, roomFor = Infinity): Promise<T> {
    const done = Promise.all([filled, last.catch(() => undefined)]).then(async ([database]) => {
      room = roomFor
      try {
        return await work(database)
      } finally {
        room = Infinity
      }
    })
    last = done
    world.hold(done)
    return done
  }

  return {
    step,
    entries: () => step((database) => createOutboxStore(database).all()),
    fileIds: () => step(({ files }) => files.toCollection().primaryKeys()),
    setEntries: (wanted) =>
      step(async ({ entries }) => {
        await entries.clear()
        await entries.bulkAdd(wanted.map((entry) => ({ ...entry, id: entry.mutation.id })))
      }),
    lose: () =>
      step(({ dexie }) => Promise.all(dexie.tables.map((table) => table.clear())).then(() => undefined)),
    copy: () => createOutboxDisk(world, isOnDexie, filled),
    destroy: async () => (await filled).dexie.delete(),
  }
}

/** As the app opens it, on a disk that may be full. */
async function openDexie(name: string, takeRoom: () => void): Promise<OutboxDatabase> {
  const database = await openOutboxDatabase(name)
  const { dexie } = database
  dexie.close({ disableAutoOpen: false })
  dexie.use({ stack: 'dbcore', name: 'full-disk', create: (core) => mayBeFull(core, takeRoom) })
  await dexie.open()
  return database
}

function mayBeFull(core: DBCore, takeRoom: () => void): DBCore {
  return {
    ...core,
    table(name) {
      const table: DBCoreTable = core.table(name)
      return {
        ...table,
        mutate(request) {
          takeRoom()
          return table.mutate(request)
        },
      }
    },
  }
}

async function copyRows(from: OutboxDatabase, to: OutboxDatabase): Promise<OutboxDatabase> {
  await to.entries.bulkAdd(await from.entries.toArray())
  await to.drafts.bulkAdd(await from.drafts.toArray())
  await to.files.bulkAdd(await from.files.toArray())
  await to.forms.bulkAdd(await from.forms.toArray())
  return to
}
