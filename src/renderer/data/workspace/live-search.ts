import { createSerial } from '../../../shared/sync/engine/serial'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { Cache } from '../cache/cache-store'
import type { SegmentStore } from '../cache/segment-store'
import type { QueueEntry } from '../queue/queue-entry'
import type { QueueModel } from '../queue/queue-model'
import { createSearchIndex } from '../search/search-index'
import { segmentSize } from '../search/segment'
import { stampOf } from '../search/stamp'
import { ticketTexts } from '../search/ticket-texts'
import { wordsOf } from '../search/words'
import type { LiveQueue } from './live-queue'

/** Search over what is cached, kept up as tickets change, and kept on disk from one start to the next. */
export interface LiveSearch {
  /** The queue is being read afresh, and rows are counted anew: until `open`, what is in memory anyway is looked at. */
  close(): void
  /** The queue was read: takes the index from the disk and adds what it has not, or not as it is now. */
  open(): Promise<void>
  /** Names changed: adds the tickets that have other ones now. */
  renamed(): Promise<void>
  /** These tickets changed, in the cache or in the outbox. */
  refresh(ids: readonly string[]): Promise<void>
  /** Which rows match; null when the query asks for nothing. */
  find(query: string): ((row: number) => boolean) | null
  stop(): void
}

interface Parts {
  readonly model: QueueModel
  readonly queue: LiveQueue
  readonly cache: Cache
  readonly store: SegmentStore
  /** Whether this window is the one that writes. */
  readonly writes: () => boolean
}

/** Long enough to get on, short enough that a keystroke's question does not wait. */
const SLICE_MS = 8

export function createLiveSearch({ model, queue, cache, store, writes }: Parts): LiveSearch {
  const index = createSearchIndex()
  const serial = createSerial()
  /** Tickets whose texts are not in the index as they are now. */
  const missing = new Set<string>()
  let isOpen = false
  let turn = 0

  const customerNames = (): ReadonlyMap<string, string> =>
    new Map(queue.reference()?.customers.map(({ id, name }) => [id, name]))
  const nameOf = (entry: QueueEntry, names: ReadonlyMap<string, string>): string =>
    names.get(entry.customerId ?? '') ?? ''

  function add(
    id: string,
    confirmed: readonly TicketEvent[],
    pending: readonly TicketEvent[],
    names: ReadonlyMap<string, string>,
  ): void {
    const row = model.rowOf(id)
    const entry = model.get(id)
    missing.delete(id)
    if (row === undefined || !entry) return
    const name = nameOf(entry, names)
    const texts = ticketTexts(entry, name, [...confirmed, ...pending])
    const stamp = pending.length > 0 ? 0 : stampOf(confirmed.at(-1)?.version ?? 0, name)
    index.add({ row, stamp, words: wordsOf(texts.join(' ')) })
  }

  async function keep(): Promise<void> {
    // A closed index is empty, and the one on the disk is not.
    if (!isOpen || !writes()) return
    // What cannot be kept is built again at the next start.
    await store.keep(index.segments(), (row) => model.entry(row)?.id).catch(() => undefined)
  }

  function noteMissing(names: ReadonlyMap<string, string>): void {
    const stamps = index.stamps(model.rows())
    for (const entry of model.entries()) {
      const stamp = stamps[model.rowOf(entry.id) ?? -1] ?? 0
      if (stamp === 0 || stamp !== stampOf(entry.version, nameOf(entry, names))) missing.add(entry.id)
    }
  }

  /** Adds what is missing, in slices between which the worker answers questions. */
  async function catchUp(): Promise<void> {
    const mine = ++turn
    const names = customerNames()
    noteMissing(names)
    await refresh([...missing].filter((id) => model.get(id)?.pending))
    let added = 0
    let sliceEnd = performance.now() + SLICE_MS
    const wanted = [...missing].flatMap((id) => model.get(id) ?? [])
    await cache.eachTimeline(wanted, async (id, events) => {
      if (mine !== turn) return false
      // Refreshed meanwhile: what was read before is older.
      if (missing.has(id)) add(id, events, [], names)
      if (++added % segmentSize === 0) await keep()
      if (performance.now() < sliceEnd) return true
      await new Promise((resolve) => setTimeout(resolve))
      sliceEnd = performance.now() + SLICE_MS
      return true
    })
    await keep()
  }

  function close(): void {
    turn++
    isOpen = false
    index.clear()
    missing.clear()
  }

  async function open(): Promise<void> {
    close()
    const mine = turn
    // What cannot be read is built again.
    await serial(() => store.load((id) => model.rowOf(id), index.take).catch(() => undefined))
    if (mine !== turn) return
    noteMissing(customerNames())
    isOpen = true
    await catchUp()
  }

  /** One after another, so that what was read last is what stays. */
  function refresh(ids: readonly string[]): Promise<void> {
    return serial(async () => {
      const names = customerNames()
      for (const id of ids) {
        const { confirmed, pending } = await queue.fold(id)
        add(id, confirmed, pending, names)
      }
      await keep()
    })
  }

  function find(query: string): ((row: number) => boolean) | null {
    const found = index.find(query, model.rows())
    if (found === null || (isOpen && missing.size === 0)) return found
    const inHead = findInHeads(query)
    return (row) => found(row) || inHead(row)
  }

  /** For tickets whose texts are not in the index yet: what is in memory anyway. */
  function findInHeads(query: string): (row: number) => boolean {
    const wanted = wordsOf(query)
    const names = customerNames()
    return (row) => {
      const entry = model.entry(row)
      if (!entry || (isOpen && !missing.has(entry.id))) return false
      const { number, subject, preview, reporterName } = entry
      const words = wordsOf([number, subject, preview, reporterName, nameOf(entry, names)].join(' '))
      return wanted.every((word) => words.some((each) => each.startsWith(word)))
    }
  }

  return {
    close,
    open,
    renamed: async () => {
      if (isOpen) await catchUp()
    },
    refresh,
    find,
    stop: close,
  }
}
