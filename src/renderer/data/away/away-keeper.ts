import { createSerial } from '../../../shared/sync/engine/serial'
import type { EngineState } from '../../../shared/sync/engine/engine-types'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { CacheDatabase } from '../cache/cache-database'
import type { Cache } from '../cache/cache-store'
import type { WorkerCalls } from '../protocol'
import type { QueueModel } from '../queue/queue-model'
import type { LiveQueue } from '../workspace/live-queue'
import { coalesce } from '../workspace/coalesce'
import { awayReport, departureAt, joined } from './away-report'
import type { Away, AwayReport } from './away-report'

/** Tells a person who comes back what happened to their tickets and their office without them. */
export interface AwayKeeper {
  readonly calls: Pick<WorkerCalls, 'away' | 'seeAway'>
  /** Before the server is asked for anything: notes how things are, if nothing is noted yet. */
  begin(): Promise<void>
  /** Something about the line to the server is different. */
  look(): void
}

interface Ports {
  readonly cache: Pick<Cache, 'tickets' | 'timeline'>
  readonly model: Pick<QueueModel, 'entries' | 'get'>
  readonly queue: Pick<LiveQueue, 'reference' | 'rules'>
  readonly agentId: string
  readonly state: () => EngineState
  /** Server time, epoch ms. */
  readonly now: () => number
  /** There is a report, or it was seen. */
  readonly told: () => void
  /** Ends its timer. */
  readonly signal: AbortSignal
}

/** Who was without the server for less than this was not away, ms. */
const AWAY_MS = 5 * 60_000
/** Changes of the line come in bursts. */
const LOOK_AFTER_MS = 1000
/** As many as a person reads through. */
const MOST_TICKETS = 100

export function createAwayKeeper({ away }: CacheDatabase, ports: Ports): AwayKeeper {
  const { cache, model, queue, agentId, state, now, told, signal } = ports
  const serial = createSerial()

  const mine = (): readonly string[] =>
    [...model.entries()]
      .filter(({ assigneeId, status }) => assigneeId === agentId && status !== 'closed')
      .map(({ id }) => id)

  const sight = (at: number, tickets: Iterable<Ticket>) => ({
    at,
    agentId,
    reference: queue.reference(),
    rules: queue.rules(),
    tickets,
  })

  /** What others did on a ticket after a version, until the person was back. What a customer said comes with the work of who wrote it down. */
  async function newsOf(
    id: string,
    since: number,
    { from, to }: Pick<AwayReport, 'from' | 'to'>,
  ): Promise<readonly TicketEvent[]> {
    const later = (await cache.timeline(id)).filter(
      // Of a ticket that was not theirs before, what was known then is no news.
      ({ version, recordedAt }) => version > since && recordedAt <= to && (since > 0 || recordedAt > from),
    )
    const own = new Set(
      later.flatMap(({ actor, mutationId }) => (actor.id === agentId ? (mutationId ?? []) : [])),
    )
    return later.filter(
      ({ actor, mutationId }) => actor.id !== agentId && !(mutationId !== null && own.has(mutationId)),
    )
  }

  async function leave(at: number): Promise<void> {
    if (await away.get('departure')) return
    const tickets = await cache.tickets(mine())
    await away.put({ key: 'departure', departure: departureAt(sight(at, tickets.values())) })
  }

  async function arrive(): Promise<void> {
    const left = await away.get('departure')
    if (left?.key !== 'departure') return
    const { departure } = left
    const at = now()
    if (at - departure.at < AWAY_MS) return away.delete('departure')
    const ids = new Set([...departure.tickets.map(({ id }) => id), ...mine()])
    const found = awayReport(departure, sight(at, (await cache.tickets([...ids])).values()))
    const earlier = await away.get('report')
    const report = found && earlier?.key === 'report' ? joined(earlier.report, found) : found
    await away.db.transaction('rw', away, async () => {
      if (report) await away.put({ key: 'report', report })
      await away.delete('departure')
    })
    if (report) told()
  }

  async function shown(): Promise<Away | null> {
    const row = await away.get('report')
    if (row?.key !== 'report') return null
    const { tickets, ...report } = row.report
    const news = await Promise.all(
      tickets.map(async ({ id, since, moved }) => {
        const ticket = model.get(id)
        const events = await newsOf(id, since, report)
        // Where only this person worked, they know what moved.
        return { id, number: ticket?.number ?? null, subject: ticket?.subject ?? '', moved, events }
      }),
    )
    const toTell = news
      .filter(({ moved, events }) => events.length > 0 || moved.some(({ byOffice }) => byOffice))
      .toSorted((a, b) => (b.events.at(-1)?.recordedAt ?? 0) - (a.events.at(-1)?.recordedAt ?? 0))
    const isNews =
      report.role !== null ||
      report.closedOn.length + report.openOn.length + report.inactive.length + toTell.length > 0
    return isNews ? { ...report, tickets: toTell.slice(0, MOST_TICKETS), count: toTell.length } : null
  }

  const look = coalesce(
    () => {
      const { owner, phase, isBehind, lastContactAt, cursor } = state()
      if (!owner || cursor === null || phase === 'first-sync') return
      const work =
        phase !== 'online'
          ? lastContactAt !== null && serial(() => leave(lastContactAt))
          : !isBehind && serial(arrive)
      // It is looked at again with the next change of the line.
      if (work) work.catch(() => undefined)
    },
    LOOK_AFTER_MS,
    signal,
  )

  return {
    calls: {
      away: () => serial(shown),
      seeAway: async ({ to }) => {
        await serial(async () => {
          const row = await away.get('report')
          // What came after the person looked is told once more.
          if (row?.key === 'report' && row.report.to === to) await away.delete('report')
        })
        told()
      },
    },
    async begin() {
      const { lastContactAt, cursor } = state()
      if (cursor !== null && lastContactAt !== null)
        await serial(() => leave(lastContactAt)).catch(() => undefined)
    },
    look,
  }
}
