import Dexie from 'dexie'
import type { Table } from 'dexie'
import type { PartialSnapshot, ReferenceData } from '../../../shared/sync/engine/ports'
import type { Position } from '../../../shared/sync/wire'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { Recording } from '../../../shared/tickets/acts/recording'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { AwayReport, Departure } from '../away/away-report'
import type { Segment } from '../search/segment'
import { protocol } from '../../../shared/sync/protocol-version'
import { openInBucket, openToReopen } from './bucket'

/** Where the cache is, and which generation of pages is in use. One row. */
export interface StateRow {
  readonly key: 'state'
  readonly generation: number
  readonly position: Position
  readonly reference: ReferenceData
  /** The protocol of the app that wrote it; before there was one, none was noted. */
  readonly protocol?: number
  /** That app passed over something that it did not know, or could not read it. */
  readonly unknown?: boolean
}

/** When the server was heard last: kept for a start without a network. One row, beside the state. */
export interface ContactRow {
  readonly key: 'contact'
  /** Server time, UTC epoch ms. */
  readonly at: number
}

/** How things were when the server was last heard, and what was found on coming back. Beside the state. */
export type AwayRow =
  | { readonly key: 'departure'; readonly departure: Departure }
  | { readonly key: 'report'; readonly report: AwayReport }

/** How far a snapshot has come whose pages lie beside those in use. One row, beside the state. */
export interface PartialRow extends PartialSnapshot {
  readonly key: 'partial'
  readonly generation: number
  /** The protocol of the app that wrote it: another one reads what came in its own way. */
  readonly protocol: number
}

/** The tickets of one bucket as JSON text: read and written many times quicker than a row each. */
export interface PageRow {
  readonly generation: number
  readonly bucket: number
  readonly json: string
}

/**
 * The tickets of a bucket that are not closed, once more beside its page: what people work on is there at once at a
 * start, however many closed tickets lie behind it.
 */
export interface OpenRow extends PageRow {
  /** Tickets in the bucket's page, closed ones included. */
  readonly tickets: number
}

/** The events of some tickets with neighbouring numbers: JSON of a list per ticket id. */
export interface TimelineRow {
  readonly generation: number
  readonly chunk: number
  readonly json: string
}

/** A ticket that changed since its page was written; lies over the page. */
export interface ChangedRow {
  readonly id: string
  readonly bucket: number
  readonly ticket: Ticket
  /** Its events since its page was written. */
  readonly events: readonly TicketEvent[]
}

/** A screen recording and the ticket that it was added to. */
export interface RecordingRow {
  readonly generation: number
  readonly id: string
  readonly ticketId: string
  readonly recording: Recording
  readonly addedBy: string
  readonly at: number
}

/** A segment of the search index, with the ids of its tickets. */
export interface SegmentRow extends Omit<Segment, 'rows'> {
  readonly generation: number
  /** Rises: of a ticket that is in two segments, the later one counts. */
  readonly serial: number
  /** Empty where the document counts no longer. */
  readonly ids: readonly string[]
}

export interface CacheDatabase {
  readonly dexie: Dexie
  readonly state: Table<StateRow, string>
  /** The same table: a cache of an older app has it without these rows. */
  readonly contact: Table<ContactRow, string>
  readonly away: Table<AwayRow, AwayRow['key']>
  readonly partial: Table<PartialRow, string>
  readonly pages: Table<PageRow, [number, number]>
  readonly open: Table<OpenRow, [number, number]>
  readonly timelines: Table<TimelineRow, [number, number]>
  readonly changed: Table<ChangedRow, string>
  readonly recordings: Table<RecordingRow, [number, string]>
  readonly segments: Table<SegmentRow, [number, number]>
}

/**
 * Raised with every change of form. The cache is never migrated: what is older than `SAME_SINCE` is emptied and taken afresh, and an
 * older app does so with what is newer. In between only rows were added that the older form knows nothing of.
 */
const FORM = 4
const SAME_SINCE = 3

/** Tickets in one timeline row. */
export const chunkSize = 50

/**
 * Opens the cache; one that cannot be opened, has another form, or was written by a newer app (which knows events that this
 * one does not), is deleted and begun afresh.
 */
export function openCacheDatabase(name: string): Promise<CacheDatabase> {
  const bucket = { name: 'cache', durability: 'relaxed', persisted: true } as const
  return openInBucket(bucket, async (factory) => {
    const dexie = newDexie(name, factory)
    try {
      return await open(dexie)
    } catch {
      await dexie.delete()
      return open(newDexie(name, factory))
    }
  })
}

const newDexie = (name: string, factory: IDBFactory | null): Dexie =>
  new Dexie(name, {
    cache: 'disabled',
    chromeTransactionDurability: 'relaxed',
    ...(factory ? { indexedDB: factory, IDBKeyRange } : {}),
  })

async function open(dexie: Dexie): Promise<CacheDatabase> {
  dexie
    .version(SAME_SINCE)
    .stores({
      state: 'key',
      pages: '[generation+bucket]',
      open: '[generation+bucket]',
      timelines: '[generation+chunk]',
      changed: 'id, bucket',
      recordings: '[generation+id], generation',
      segments: '[generation+serial]',
    })
    // A former form is begun afresh in place.
    .upgrade((former) =>
      Promise.all([...former.idbtrans.objectStoreNames].map((table) => former.table(table).clear())),
    )
  // 4: how far a snapshot has come. An older app writes pages without it, and must not find the newer one's.
  dexie.version(FORM).stores({})
  await openToReopen(dexie)
  if (Math.round(dexie.verno) !== FORM) {
    dexie.close()
    throw new Error(`The cache has form ${dexie.verno}`)
  }
  const written: StateRow | undefined = await dexie.table('state').get('state')
  if (written?.protocol !== undefined && written.protocol > protocol.version) {
    dexie.close()
    throw new Error(`The cache was written by a newer app (protocol ${written.protocol})`)
  }
  return {
    dexie,
    state: dexie.table('state'),
    contact: dexie.table('state'),
    away: dexie.table('state'),
    partial: dexie.table('state'),
    pages: dexie.table('pages'),
    open: dexie.table('open'),
    timelines: dexie.table('timelines'),
    changed: dexie.table('changed'),
    recordings: dexie.table('recordings'),
    segments: dexie.table('segments'),
  }
}
