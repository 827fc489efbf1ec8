import { agreement20230224 } from '../../../shared/sla/agreement'
import type { OfficeCalendar } from '../../../shared/sla/calendar'
import { officeCalendarOf } from '../../../shared/sla/staff-days'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import type { ReferenceData } from '../../../shared/sync/engine/ports'
import { createSerial } from '../../../shared/sync/engine/serial'
import { foldTicket, viewerOf } from '../../../shared/sync/engine/view'
import type { FoldedTicket } from '../../../shared/sync/engine/view'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { Cache, OnOpen } from '../cache/cache-store'
import { noWork, toQueueEntry } from '../queue/queue-entry'
import type { ClockRules, OwnWork, QueueEntry } from '../queue/queue-entry'
import type { QueueModel } from '../queue/queue-model'

/** Keeps the queue in memory as the cache and this device's own work say it is. */
export interface LiveQueue {
  /**
   * Reads everything afresh. Into an empty queue the open tickets come first: `onOpen` is told when they are there, with
   * the number of all tickets; closed ones follow when it lets go.
   */
  load(onOpen: OnOpen): Promise<void>
  /** Some tickets changed, in the cache or in the outbox. Answers the ids, own work beside them included. */
  refresh(ids: readonly string[]): Promise<void>
  reference(): ReferenceData | null
  /** Reads the reference data again. True when clocks may have changed with it: then everything is to be loaded. */
  refreshReference(): Promise<boolean>
  rules(): ClockRules
  fold(ticketId: string): Promise<FoldedTicket>
}

export interface LiveQueueParts {
  readonly cache: Pick<Cache, 'load' | 'reference' | 'tickets' | 'whole'>
  readonly model: QueueModel
  readonly agentId: string
  readonly entries: () => readonly OutboxEntry[]
  readonly now: () => number
}

export function createLiveQueue({ cache, model, agentId, entries, now }: LiveQueueParts): LiveQueue {
  let reference: ReferenceData | null = null
  const serial = createSerial()

  const calendar = (): OfficeCalendar =>
    officeCalendarOf(agreement20230224, reference?.office.staffDays ?? [])
  const rules = (): ClockRules => ({ agreement: agreement20230224, calendar: calendar() })
  const ownEntries = (id: string) => entries().filter(({ mutation }) => mutation.ticketId === id)

  async function fold(
    ticketId: string,
    entriesOfTicket: readonly OutboxEntry[] = ownEntries(ticketId),
  ): Promise<FoldedTicket> {
    const { ticket, timeline } = await cache.whole(ticketId)
    return foldTicket(ticket, timeline, entriesOfTicket, viewerOf(agentId, reference))
  }

  /** Entries of tickets that this device has its own work on; null for one that is no ticket (yet). */
  async function entryWithWork(id: string, at: number): Promise<QueueEntry | null> {
    const own = ownEntries(id)
    const { ticket, confirmed } = await fold(id)
    const beforeReply = own.some(isUnsentReply) ? (await fold(id, withoutRestingOnReply(own))).ticket : null
    return ticket && toQueueEntry(ticket, rules(), { ...workOf(own, confirmed), beforeReply }, at)
  }

  /** Own work on tickets, put over what the cache says. */
  async function putOwn(at: number): Promise<void> {
    const own = await Promise.all(withWork(entries()).map((id) => entryWithWork(id, at)))
    model.put(own.filter((entry) => entry !== null))
  }

  async function load(onOpen: OnOpen): Promise<void> {
    reference = await cache.reference()
    const known = rules()
    const at = now()
    const isFirst = model.size() === 0
    const found: QueueEntry[] = []
    await cache.load(
      (tickets: readonly Ticket[]) => {
        const read = tickets.map((ticket) => toQueueEntry(ticket, known, noWork, at))
        if (isFirst) model.put(read)
        else found.push(...read)
      },
      (tickets) => (isFirst ? onOpen(tickets) : Promise.resolve()),
    )
    if (!isFirst) {
      model.clear()
      model.put(found)
    }
    await putOwn(at)
  }

  async function refresh(ids: readonly string[]): Promise<void> {
    const at = now()
    const own = new Set(withWork(entries()))
    const plain = ids.filter((id) => !own.has(id))
    const tickets = await cache.tickets(plain)
    const known = rules()
    model.put([...tickets.values()].map((ticket) => toQueueEntry(ticket, known, noWork, at)))
    for (const id of plain) if (!tickets.has(id)) model.remove(id)
    for (const id of ids.filter((each) => own.has(each))) {
      const entry = await entryWithWork(id, at)
      if (entry) model.put([entry])
      else model.remove(id)
    }
  }

  return {
    load: (onOpen) => serial(() => load(onOpen)),
    refresh: (ids) => serial(() => refresh(ids)),
    reference: () => reference,
    async refreshReference() {
      const before = calendar()
      reference = await cache.reference()
      // The same days give the same calendar.
      return calendar() !== before
    },
    rules,
    fold: (ticketId) => fold(ticketId),
  }
}

const withWork = (entries: readonly OutboxEntry[]): readonly string[] => [
  ...new Set(entries.map(({ mutation }) => mutation.ticketId)),
]

const isUnsentReply = ({ state, mutation }: OutboxEntry): boolean =>
  (state === 'waiting' || state === 'held') && mutation.type === 'reply.send'

/** What happens only when the reply before it leaves: a solution, a closing, a wait whose contact attempt that reply is. */
const restsOnReply = ({ mutation: { type, args } }: OutboxEntry): boolean => {
  if (type === 'ticket.solve' || type === 'ticket.close') return true
  const { contactAttempt } = (args ?? {}) as {
    readonly contactAttempt?: { readonly channel?: unknown } | null
  }
  return type === 'wait.start' && contactAttempt?.channel === 'email'
}

/** Own work without what rests on a reply that has not left. */
function withoutRestingOnReply(own: readonly OutboxEntry[]): readonly OutboxEntry[] {
  const first = own.findIndex(isUnsentReply)
  return own.filter((entry, index) => index < first || !restsOnReply(entry))
}

/** What the server has accepted keeps its mark until its events are here: the ticket does not show it before. */
function workOf(
  own: readonly OutboxEntry[],
  confirmed: readonly TicketEvent[],
): Omit<OwnWork, 'beforeReply'> {
  const here = new Set(confirmed.map(({ mutationId }) => mutationId))
  const isPending = ({ state, changed, mutation }: OutboxEntry): boolean =>
    state === 'waiting' || (state === 'acknowledged' && changed && !here.has(mutation.id))
  return {
    pending: own.filter(isPending).length,
    needsYou: own.some(({ state }) => state === 'held' || state === 'rejected'),
    replyWaits: own.some((entry) => entry.state === 'waiting' && isUnsentReply(entry)),
  }
}
