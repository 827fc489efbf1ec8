import type { TicketEvent } from '../../../shared/tickets/events'
import type { Cache } from '../cache/cache-store'
import type { QueueModel } from '../queue/queue-model'
import { createSearchIndex } from '../search/search-index'
import { ticketTexts } from '../search/ticket-texts'
import { wordsOf } from '../search/words'
import type { LiveQueue } from './live-queue'

/** Search over what is cached, kept up as tickets change. */
export interface LiveSearch {
  /** Builds the index afresh, in slices between which the worker answers questions. */
  build(): Promise<void>
  refresh(ids: readonly string[]): Promise<void>
  /** Which rows match; null when the query asks for nothing. */
  find(query: string): ((row: number) => boolean) | null
  stop(): void
}

/** Long enough to get on, short enough that a keystroke's question does not wait. */
const SLICE_MS = 8

export function createLiveSearch(model: QueueModel, queue: LiveQueue, cache: Cache): LiveSearch {
  const index = createSearchIndex()
  let building = 0
  let isBuilt = false

  function add(id: string, events: readonly TicketEvent[], customers: ReadonlyMap<string, string>): void {
    const row = model.rowOf(id)
    const entry = model.get(id)
    if (row === undefined || !entry) return
    const texts = ticketTexts(entry, customers.get(entry.customerId ?? '') ?? '', events)
    index.add({ row, words: wordsOf(texts.join(' ')) })
  }

  const customerNames = (): ReadonlyMap<string, string> =>
    new Map(queue.reference()?.customers.map(({ id, name }) => [id, name]))

  async function build(): Promise<void> {
    const turn = ++building
    isBuilt = false
    index.clear()
    const customers = customerNames()
    let sliceEnd = performance.now() + SLICE_MS
    await cache.eachTimeline(async (timelines) => {
      for (const [id, events] of Object.entries(timelines)) {
        if (turn !== building) return
        add(id, events, customers)
        if (performance.now() < sliceEnd) continue
        await new Promise((resolve) => setTimeout(resolve))
        sliceEnd = performance.now() + SLICE_MS
      }
    })
    if (turn === building) isBuilt = true
  }

  async function refresh(ids: readonly string[]): Promise<void> {
    const customers = customerNames()
    for (const id of ids) {
      const { confirmed, pending } = await queue.fold(id)
      add(id, [...confirmed, ...pending], customers)
    }
  }

  function find(query: string): ((row: number) => boolean) | null {
    const found = index.find(query, model.rows())
    if (found === null || isBuilt) return found
    const inHead = findInHeads(query)
    return (row) => found(row) || inHead(row)
  }

  /** While the index is being built: what is in memory anyway. */
  function findInHeads(query: string): (row: number) => boolean {
    const wanted = wordsOf(query)
    const customers = customerNames()
    return (row) => {
      const entry = model.entry(row)
      if (!entry) return false
      const { number, subject, preview, reporterName, customerId } = entry
      const text = [number, subject, preview, reporterName, customers.get(customerId ?? '')].join(' ')
      const words = wordsOf(text)
      return wanted.every((word) => words.some((each) => each.startsWith(word)))
    }
  }

  return { build, refresh, find, stop: () => void building++ }
}
