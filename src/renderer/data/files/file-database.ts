import Dexie from 'dexie'
import type { Table } from 'dexie'
import type { Attachment } from '../../../shared/tickets/message'
import { openInBucket, openToReopen } from '../cache/bucket'

/** A file of a ticket that is kept on this device, without its bytes. Times are this machine's, UTC ms. */
export interface DeviceFileRow extends Attachment {
  /** Whose it is, as `ownerOf` writes it: nobody else is shown it. */
  readonly owner: string
  readonly ticketId: string
  readonly fetchedAt: number
  /** When it was fetched or last looked at: what was used longest ago goes first. */
  readonly usedAt: number
}

/** Apart from its row: noting that a file was looked at does not write its bytes again. */
export interface DeviceFileBytes {
  readonly owner: string
  readonly id: string
  readonly bytes: Blob
}

/** One for all people and workspaces of this device, so that one budget holds for its disk. */
export interface FileDatabase {
  readonly dexie: Dexie
  readonly rows: Table<DeviceFileRow, [string, string]>
  readonly bytes: Table<DeviceFileBytes, [string, string]>
}

/** Files of tickets, in a storage bucket of their own. Disposable: the server has them. */
export function openFileDatabase(name = 'tijdig-files'): Promise<FileDatabase> {
  const bucket = { name: 'files', durability: 'relaxed', persisted: true } as const
  return openInBucket(bucket, async (factory) => {
    const dexie = new Dexie(name, {
      cache: 'disabled',
      chromeTransactionDurability: 'relaxed',
      ...(factory ? { indexedDB: factory, IDBKeyRange } : {}),
    })
    // Sizes stand in the indexes, so that sums are made without reading rows.
    dexie.version(1).stores({ rows: '[owner+id], [owner+size], [usedAt+size]', bytes: '[owner+id]' })
    await openToReopen(dexie)
    return { dexie, rows: dexie.table('rows'), bytes: dexie.table('bytes') }
  })
}
