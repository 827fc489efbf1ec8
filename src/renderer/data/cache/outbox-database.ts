import Dexie from 'dexie'
import type { Table } from 'dexie'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import type { Draft, FormPlace, FormValues } from '../protocol'
import type { Attachment } from '../../../shared/tickets/message'
import { openInBucket, openToReopen } from './bucket'

/** What a person wrote and nobody else has: kept apart from the cache, in a storage bucket of its own where there are any. */
export interface OutboxDatabase {
  readonly dexie: Dexie
  readonly entries: Table<StoredEntry, number>
  readonly drafts: Table<StoredDraft, [string, string]>
  readonly files: Table<KeptFile, string>
  /** A table of their own: older versions of the app take each row of `drafts` for a reply or a note. */
  readonly forms: Table<StoredForm, [string, string]>
}

/** Older versions of the app wrote the text only. */
export type StoredDraft = Pick<Draft, 'ticketId' | 'kind' | 'text' | 'updatedAt'> & Partial<Draft>

/** What stands in a dialog that was not sent. `updatedAt` is this machine's time, UTC ms. */
export interface StoredForm extends Pick<FormPlace, 'ticketId'> {
  /** The dialog's name; of a further copy its number too (see `kept-forms.ts`). */
  readonly dialog: string
  readonly values: FormValues
  readonly updatedAt: number
  /** The id of the mutation that it is being sent as. */
  readonly sentAs?: string
}

/** A file of a draft or of an unsent reply. `keptAt` is this machine's time, UTC ms. */
export interface KeptFile extends Attachment {
  readonly bytes: Blob
  readonly keptAt: number
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
    dexie.version(2).stores({ files: 'id' })
    dexie.version(3).stores({ forms: '[ticketId+dialog]' })
    await openToReopen(dexie)
    return {
      dexie,
      entries: dexie.table('entries'),
      drafts: dexie.table('drafts'),
      files: dexie.table('files'),
      forms: dexie.table('forms'),
    }
  })
}
