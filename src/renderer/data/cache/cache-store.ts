import type {
  CacheCommit,
  CacheStore,
  GenerationWriter,
  PartialSnapshot,
} from '../../../shared/sync/engine/ports'
import { protocol } from '../../../shared/sync/protocol-version'
import type { ReceivedBucket } from '../../../shared/sync/received'
import type { Position } from '../../../shared/sync/wire'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { CacheDatabase, ChangedRow, RecordingRow, StateRow } from './cache-database'
import { putPages, writeGeneration } from './generation'
import { bucketOf, chunkOf, createRecent, recordingsOf, toPage } from './pages'
import type { Timelines } from './pages'

/** Is told how many tickets there are in all when those that are not closed were read; reading goes on when it resolves. */
export type OnOpen = (tickets: number) => Promise<void>

/** The cache as sync and the queue use it. */
export interface Cache extends CacheStore {
  /**
   * Every ticket: at start, and after a new snapshot. First those that are not closed; when they are there, `onOpen` is
   * told how many tickets there are in all. Then, when it lets go, the closed ones, page by page, newest first.
   */
  load(onTickets: (tickets: readonly Ticket[]) => void, onOpen?: OnOpen): Promise<void>
  /** The events of these tickets, those that lie together together, for the search index. `false` ends it. */
  eachTimeline(
    tickets: readonly Pick<Ticket, 'id' | 'number'>[],
    onTimeline: (id: string, events: readonly TicketEvent[]) => Promise<boolean>,
  ): Promise<void>
  /** The screen recordings of all tickets, in no order. */
  recordings(): Promise<readonly RecordingRow[]>
  /** Folds what changed into its pages when that many tickets have. Answers how many it moved. */
  compact(from?: number): Promise<number>
  /** Another window wrote pages: where tickets lie has to be read again, should one be asked for that is not known here. */
  forgetRead(): void
  /** A ticket with its events; a ticket that is not here is null and has none. */
  whole(ticketId: string): Promise<WholeTicket>
  close(): void
}

interface WholeTicket {
  readonly ticket: Ticket | null
  readonly timeline: readonly TicketEvent[]
}

const COMPACT_FROM = 2000

export function createCacheStore(database: CacheDatabase): Cache {
  const { dexie, state, contact, partial, pages, open, timelines, changed, recordings } = database
  /** Where each ticket lies, as far as its page was read. */
  let numbers = new Map<string, number | null>()
  /** Reads where all of them lie; null before anybody asked. */
  let reading: Promise<void> | null = null
  const recentPages = createRecent<string, ReadonlyMap<string, Ticket>>(12)
  const recentTimelines = createRecent<string, Timelines>(24)

  const current = (): Promise<StateRow | undefined> => state.get('state')

  async function pageTickets(generation: number, bucket: number): Promise<ReadonlyMap<string, Ticket>> {
    const key = `${generation}/${bucket}`
    const recent = recentPages.get(key)
    if (recent) return recent
    const row = await pages.get([generation, bucket])
    const list = row ? (JSON.parse(row.json) as readonly Ticket[]) : []
    const tickets = new Map(list.map((ticket) => [ticket.id, ticket]))
    recentPages.set(key, tickets)
    return tickets
  }

  async function tickets(ids: readonly string[]): Promise<ReadonlyMap<string, Ticket>> {
    const found = await read(ids)
    const unknown = ids.filter((id) => !found.has(id) && !numbers.has(id))
    if (unknown.length === 0) return found
    await (reading ?? load(() => undefined))
    return new Map([...found, ...(await read(unknown))])
  }

  /** Those whose place is known. One transaction: compaction moves tickets between tables. */
  function read(ids: readonly string[]): Promise<Map<string, Ticket>> {
    return dexie.transaction('r', state, changed, pages, async () => {
      const found = new Map<string, Ticket>()
      const row = await current()
      if (!row) return found
      const over = await changed.bulkGet([...ids])
      for (const [index, id] of ids.entries()) {
        const known = over[index]?.ticket
        if (known) numbers.set(id, known.number)
        const ticket = known ?? (await ticketInPage(row.generation, id))
        if (ticket) found.set(id, ticket)
      }
      return found
    })
  }

  async function ticketInPage(generation: number, id: string): Promise<Ticket | undefined> {
    const number = numbers.get(id)
    if (number === undefined) return undefined
    return (await pageTickets(generation, bucketOf(number))).get(id)
  }

  async function timeline(ticketId: string): Promise<readonly TicketEvent[]> {
    if (!numbers.has(ticketId)) await tickets([ticketId])
    return dexie.transaction('r', state, changed, timelines, async () => {
      const row = await current()
      const number = numbers.get(ticketId)
      if (!row || number === undefined) return []
      const over = await changed.get(ticketId)
      const older = await timelinesOf(row.generation, chunkOf(number))
      return [...(older[ticketId] ?? []), ...(over?.events ?? [])]
    })
  }

  /** A ticket and its events as of one moment: between two readings a page of the server might come in. */
  async function whole(ticketId: string): Promise<WholeTicket> {
    if (!numbers.has(ticketId)) await tickets([ticketId])
    if (!numbers.has(ticketId)) return { ticket: null, timeline: [] }
    return dexie.transaction('r', state, changed, pages, timelines, async () => ({
      ticket: (await read([ticketId])).get(ticketId) ?? null,
      timeline: await timeline(ticketId),
    }))
  }

  async function timelinesOf(generation: number, chunk: number): Promise<Timelines> {
    const key = `${generation}/${chunk}`
    const recent = recentTimelines.get(key)
    if (recent) return recent
    const row = await timelines.get([generation, chunk])
    const lists = row ? (JSON.parse(row.json) as Timelines) : {}
    recentTimelines.set(key, lists)
    return lists
  }

  async function commit(change: CacheCommit): Promise<void> {
    await dexie.transaction('rw', state, changed, recordings, async () => {
      const row = await current()
      if (!row || !samePosition(row.position, change.from)) throw new Error('The cursor is elsewhere')
      const before = await changed.bulkGet(change.tickets.map(({ id }) => id))
      const events = Map.groupBy(change.events, ({ ticketId }) => ticketId)
      const rows = change.tickets.map((ticket, index): ChangedRow => ({
        id: ticket.id,
        bucket: bucketOf(ticket.number),
        ticket,
        events: [...(before[index]?.events ?? []), ...(events.get(ticket.id) ?? [])],
      }))
      await changed.bulkPut(rows)
      await recordings.bulkPut(recordingsOf(row.generation, change.events))
      await state.put({
        ...row,
        position: change.to,
        reference: change.reference ?? row.reference,
        ...(change.unknown ? { unknown: true } : {}),
      })
    })
    for (const { id, number } of change.tickets) numbers.set(id, number)
  }

  function load(
    onTickets: (tickets: readonly Ticket[]) => void,
    onOpen: OnOpen = () => Promise.resolve(),
  ): Promise<void> {
    forgetRead()
    const now = readAll(onTickets, onOpen)
    reading = now
    now.catch(() => (reading = null))
    return now
  }

  async function readAll(onTickets: (tickets: readonly Ticket[]) => void, onOpen: OnOpen): Promise<void> {
    const [row, changes] = await Promise.all([current(), changed.toArray()])
    if (!row) return
    const over = new Map(changes.map(({ id, ticket }) => [id, ticket]))
    const take = (json: string, isWanted: (ticket: Ticket) => boolean): void => {
      const page = JSON.parse(json) as readonly Ticket[]
      for (const { id, number } of page) numbers.set(id, number)
      onTickets(page.filter((ticket) => isWanted(ticket) && !over.has(ticket.id)))
    }
    const inGeneration = [
      [row.generation, -1],
      [row.generation, Infinity],
    ] as const
    const openRows = await open
      .where('[generation+bucket]')
      .between(...inGeneration)
      .toArray()
    for (const { json } of openRows) take(json, () => true)
    for (const [id, { number }] of over) numbers.set(id, number)
    onTickets([...over.values()])
    const created = changes.filter(({ events }) => events[0]?.version === 1).length
    await onOpen(openRows.reduce((sum, { tickets }) => sum + tickets, created))
    // One page at a time: the worker answers questions between them, and their text is not all in memory at once.
    const keys = await pages
      .where('[generation+bucket]')
      .between(...inGeneration)
      .reverse()
      .primaryKeys()
    for (const key of keys) {
      const page = await pages.get(key)
      if (page) take(page.json, ({ status }) => status === 'closed')
    }
  }

  async function eachTimeline(
    wanted: readonly Pick<Ticket, 'id' | 'number'>[],
    onTimeline: (id: string, events: readonly TicketEvent[]) => Promise<boolean>,
  ): Promise<void> {
    const row = await current()
    if (!row) return
    for (const [chunk, members] of Map.groupBy(wanted, ({ number }) => chunkOf(number))) {
      const stored = await timelines.get([row.generation, chunk])
      const lists = stored ? (JSON.parse(stored.json) as Timelines) : {}
      const over = await changed.bulkGet(members.map(({ id }) => id))
      for (const [index, { id }] of members.entries())
        if (!(await onTimeline(id, [...(lists[id] ?? []), ...(over[index]?.events ?? [])]))) return
    }
  }

  async function allRecordings(): Promise<readonly RecordingRow[]> {
    const row = await current()
    return row ? recordings.where('generation').equals(row.generation).toArray() : []
  }

  async function versions(bucket: number): Promise<readonly (readonly [string, number])[]> {
    const row = await current()
    if (!row) return []
    const over = await changed.where('bucket').equals(bucket).toArray()
    // Read from the disk, not from memory: this is what looks for damage.
    const page = await pages.get([row.generation, bucket])
    const found = new Map(
      (page ? (JSON.parse(page.json) as readonly Ticket[]) : []).map(({ id, version }) => [id, version]),
    )
    for (const { id, ticket } of over) found.set(id, ticket.version)
    return [...found]
  }

  async function isOutdated(): Promise<boolean> {
    const row = await current()
    // Before there was a number nobody noted what was not understood.
    return row !== undefined && row.protocol !== protocol.version && row.unknown !== false
  }

  const nextGeneration = async (): Promise<number> => ((await current())?.generation ?? 0) + 1

  async function partialSnapshot(): Promise<PartialSnapshot | null> {
    const row = await partial.get('partial')
    if (row?.generation !== (await nextGeneration()) || row.protocol !== protocol.version) return null
    const { position, tickets: all, came, lastBucket, unknown } = row
    return { position, tickets: all, came, lastBucket, unknown }
  }

  async function startGeneration(which: 'anew' | 'goes-on'): Promise<GenerationWriter> {
    const generation = await nextGeneration()
    return writeGeneration(database, { generation, which }, (found) => {
      numbers = new Map(found)
      forgetRead()
      // Of what came in an earlier try nobody noted here where it lies.
      reading = null
    })
  }

  /** A bucket at a time, each in one transaction, so that a crash leaves every ticket in its page or over it. */
  async function compact(from = COMPACT_FROM): Promise<number> {
    const row = await current()
    if (!row || (await changed.count()) < from) return 0
    let moved = 0
    for (const bucket of (await changed.orderBy('bucket').uniqueKeys()) as number[])
      moved += await compactBucket(row.generation, bucket)
    return moved
  }

  async function compactBucket(generation: number, bucket: number): Promise<number> {
    return dexie.transaction('rw', state, pages, open, timelines, changed, async () => {
      if ((await current())?.generation !== generation) return 0
      const over = await changed.where('bucket').equals(bucket).toArray()
      const page = await pages.get([generation, bucket])
      const merged = new Map(
        (page ? (JSON.parse(page.json) as readonly Ticket[]) : []).map((ticket) => [ticket.id, ticket]),
      )
      for (const { id, ticket } of over) merged.set(id, ticket)
      const packed = toPage(generation, bucket, [...merged.values()])
      await pages.put(packed.page)
      await open.put(packed.open)
      for (const [chunk, rows] of Map.groupBy(over, ({ ticket }) => chunkOf(ticket.number))) {
        const older = await timelines.get([generation, chunk])
        const lists = older ? (JSON.parse(older.json) as Record<string, readonly TicketEvent[]>) : {}
        for (const { id, events } of rows) lists[id] = [...(lists[id] ?? []), ...events]
        await timelines.put({ generation, chunk, json: JSON.stringify(lists) })
      }
      await changed.bulkDelete(over.map(({ id }) => id))
      // Before anybody can read what is written here.
      forgetRead()
      return over.length
    })
  }

  async function putBucket(at: Position, line: ReceivedBucket): Promise<void> {
    const tables = [state, pages, open, timelines, changed, recordings]
    await dexie.transaction('rw', tables, async () => {
      const row = await current()
      if (!row || !samePosition(row.position, at)) throw new Error('The cursor is elsewhere')
      await changed.where('bucket').equals(line.bucket).delete()
      await putPages(database, row.generation, line)
      if (line.unknown) await state.put({ ...row, unknown: true })
      forgetRead()
    })
    for (const { id, number } of line.tickets) numbers.set(id, number)
  }

  function forgetRead(): void {
    recentPages.clear()
    recentTimelines.clear()
  }

  return {
    position: async () => (await current())?.position ?? null,
    reference: async () => (await current())?.reference ?? null,
    lastContact: async () => (await contact.get('contact'))?.at ?? null,
    async noteContact(at) {
      await contact.put({ key: 'contact', at })
    },
    isOutdated,
    tickets,
    timeline,
    whole,
    commit,
    partialSnapshot,
    startGeneration,
    versions,
    putBucket,
    load,
    eachTimeline,
    recordings: allRecordings,
    compact,
    forgetRead() {
      forgetRead()
      reading = null
    },
    close: () => dexie.close(),
  }
}

const samePosition = (a: Position, b: Position): boolean => a.epoch === b.epoch && a.seq === b.seq
