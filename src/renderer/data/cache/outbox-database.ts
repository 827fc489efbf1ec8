import Dexie from 'dexie'
import type { Table } from 'dexie'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import type { Draft } from '../protocol'
import { openInBucket } from './bucket'

/** What a person wrote and nobody else has: kept apart from the cache, in a storage bucket of its own where there are any. */
export interface OutboxDatabase {
  readonly dexie: Dexie
  readonly entries: Table<StoredEntry, number>
  readonly drafts: Table<Draft, [string, string]>
}

/** As the engine's entry, found by its mutation's id too. `order` is given by the database. */
export interface StoredEntry extends Omit<OutboxEntry, 'order'> {
  readonly order?: number
  readonly id: string
}

/**
 * Opens one author's outbox. Versions only ever add: an older app opens a newer outbox at the version it finds, since
 * neither tables nor indexes are taken away, and rows are kept as they are.
 */
export function openOutboxDatabase(name: string): Promise<OutboxDatabase> {
  const bucket = { name: 'outbox', durability: 'strict', persisted: true } as const
  return openInBucket(bucket, async (factory) => {
    const dexie = new Dexie(name, {
      cache: 'disabled',
      chromeTransactionDurability: 'strict',
      ...(factory ? { indexedDB: factory, IDBKeyRange } : {}),
    })
    dexie.version(1).stores({ entries: '++order, &id', drafts: '[ticketId+kind], ticketId' })
    await dexie.open()
    return { dexie, entries: dexie.table('entries'), drafts: dexie.table('drafts') }
  })
}
