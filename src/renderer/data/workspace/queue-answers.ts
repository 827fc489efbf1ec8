import type { ReferenceData } from '../../../shared/sync/engine/ports'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { QueueQuery, QueueRow, TicketView, WorkerCalls, WorkerNotices } from '../protocol'
import type { QueueEntry } from '../queue/queue-entry'
import type { QueueModel } from '../queue/queue-model'
import type { QueueViewer } from '../queue/views'
import type { LiveQueue } from './live-queue'
import { knownTags } from './tags'
import type { LiveSearch } from './live-search'
import type { Notify } from './workspace-types'

interface Parts {
  readonly model: QueueModel
  readonly queue: LiveQueue
  readonly search: LiveSearch
  readonly agentId: string
  readonly now: () => number
  readonly notify: Notify
  /** Unsent replies with the files that will go with them. */
  readonly withFiles: (events: readonly TicketEvent[]) => Promise<readonly TicketEvent[]>
  /** Whether something was begun on a ticket on this device, and not sent. */
  readonly isBegun: (ticketId: string) => boolean
  /** Whether this is work of this device that has surely never been sent. */
  readonly isUnsent: (mutationId: string | null) => boolean
  /** Ends its timers. */
  readonly signal: AbortSignal
}

export interface QueueAnswers {
  readonly calls: Pick<WorkerCalls, 'queue' | 'counts' | 'tags' | 'reference' | 'ticket' | 'ticketByNumber'>
  /** Tickets changed: tell the page, and forget what was worked out. */
  changed(tickets: readonly string[]): void
  /** Texts can be found that could not before: what is searched for is looked for again. */
  searchable(): void
  /** All of it was read again. */
  loaded(): void
  openingFigures(): WorkerNotices['opened']
  /** The tickets of a query, in its order. */
  tickets(query: QueueQuery): readonly QueueEntry[]
}

/** The last answer, until time or a change makes another one of it. */
interface Kept {
  readonly key: string
  readonly isSearch: boolean
  readonly until: number
  readonly rows: Uint32Array
}

const LONGEST_TIMER_MS = 3_600_000
/** The first rows, and whatever else a start brings, come first. */
const PREPARE_AFTER_MS = 1000

/** Answers the page's questions about the queue, and tells it when the answers change, also by time alone. */
export function createQueueAnswers(parts: Parts): QueueAnswers {
  const { model, queue, search, agentId, now, notify, withFiles, isBegun, isUnsent, signal } = parts
  let boundaryTimer: ReturnType<typeof setTimeout> | undefined
  let prepareTimer: ReturnType<typeof setTimeout> | undefined
  /** Until when the views hold by time; null when it has to be looked up. */
  let boundary: number | null = null
  let kept: Kept | null = null

  const viewer = (): QueueViewer => ({
    agentId,
    teamId: queue.reference()?.agents.find(({ id }) => id === agentId)?.teamId ?? null,
  })

  /** Becoming at risk or missed is the only change that time brings by itself: one timer waits for the next. */
  function watchBoundary(): void {
    clearTimeout(boundaryTimer)
    if (signal.aborted) return
    const next = model.nextBoundary(now())
    if (next === null) return
    const wait = Math.max(0, next - now())
    boundaryTimer = setTimeout(
      () => {
        if (wait <= LONGEST_TIMER_MS) tell('all')
        watchBoundary()
      },
      Math.min(wait, LONGEST_TIMER_MS),
    )
  }

  /** Every order is sorted before somebody asks for it, one at a time, so that no question waits for more than one. */
  function prepareOrders(): void {
    clearTimeout(prepareTimer)
    if (signal.aborted) return
    prepareTimer = setTimeout(() => {
      if (model.prepare()) prepareOrders()
    }, PREPARE_AFTER_MS)
  }

  function tell(tickets: readonly string[] | 'all'): void {
    kept = null
    boundary = null
    notify('queueChanged', { tickets })
  }

  function rowsOf(query: QueueQuery): Uint32Array {
    const at = now()
    const key = JSON.stringify(query)
    if (kept && kept.key === key && at < kept.until) return kept.rows
    const rows = model.query(query, viewer(), at, search.find(query.search))
    if (boundary === null || at >= boundary) boundary = model.nextBoundary(at) ?? Infinity
    kept = { key, isSearch: query.search !== '', until: boundary, rows }
    return rows
  }

  async function view(ticketId: string): Promise<TicketView | null> {
    const { ticket, confirmed, pending } = await queue.fold(ticketId)
    if (!ticket) return null
    return {
      ticket,
      events: [
        ...confirmed.map((event) => ({ event, pending: false })),
        ...(await withFiles(pending)).map((event) => ({
          event,
          pending: true,
          unsent: isUnsent(event.mutationId),
        })),
      ],
    }
  }

  signal.addEventListener('abort', () => {
    clearTimeout(boundaryTimer)
    clearTimeout(prepareTimer)
  })

  return {
    calls: {
      async queue({ query, from, to, find }) {
        const rows = rowsOf(query)
        const row = find ? model.rowOf(find) : undefined
        const foundAt = row === undefined ? -1 : rows.indexOf(row)
        const name = namer(queue.reference())
        const shown = [...rows.subarray(Math.max(0, from), Math.max(0, to))].flatMap((each) => {
          const entry = model.entry(each)
          return entry ? [{ ...name(entry), begun: isBegun(entry.id) }] : []
        })
        return { total: rows.length, ids: [], foundAt: foundAt < 0 ? null : foundAt, from, rows: shown }
      },
      counts: () => Promise.resolve(model.counts(viewer(), now())),
      tags: () => Promise.resolve(knownTags(model.tags())),
      reference: () => Promise.resolve(queue.reference()),
      ticket: ({ id }) => view(id),
      async ticketByNumber({ number }) {
        const entry = model.byNumber(number)
        return entry ? view(entry.id) : null
      },
    },
    changed(tickets) {
      tell(tickets)
      watchBoundary()
    },
    searchable() {
      if (kept?.isSearch) tell([])
    },
    loaded() {
      tell('all')
      prepareOrders()
      watchBoundary()
    },
    openingFigures() {
      const at = now()
      const dues = [...model.entries()].flatMap(({ clock }) => clock?.due ?? [])
      const next = dues.reduce((least, due) => (due > at && due < least ? due : least), Infinity)
      return {
        tickets: model.size(),
        runningClocks: dues.length,
        nextDeadline: next === Infinity ? null : next,
      }
    },
    // Beside what is on screen, whose rows are kept.
    tickets: (query) =>
      [...model.query(query, viewer(), now(), search.find(query.search))].flatMap(
        (row) => model.entry(row) ?? [],
      ),
  }
}

/** Rows as the page shows them: with the names that the reference data gives. */
function namer(reference: ReferenceData | null): (entry: QueueEntry) => Omit<QueueRow, 'begun'> {
  const customers = new Map(reference?.customers.map(({ id, name }) => [id, name]))
  const agents = new Map(reference?.agents.map(({ id, name }) => [id, name]))
  return (entry) => ({
    ...entry,
    customerName: (entry.customerId && customers.get(entry.customerId)) || '',
    assigneeName: (entry.assigneeId && agents.get(entry.assigneeId)) || null,
  })
}
