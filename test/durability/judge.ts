import { isDeepStrictEqual } from 'node:util'
import { evolveAll } from '../../src/shared/tickets/evolve'
import type { TicketEvent } from '../../src/shared/tickets/events'
import type { Ticket } from '../../src/shared/tickets/ticket'
import type { PlainClient } from '../support/plain-client'
import { pullAll } from '../support/plain-client'
import type { Acknowledged } from './server-load'

export interface Verdict {
  readonly faults: readonly string[]
  /** Replies of the load that were applied, by the id of their event. */
  readonly replies: readonly string[]
}

/** Compares what clients were told with what a server has. `since` is a position from before the load. */
export async function judge(
  client: PlainClient,
  acknowledged: ReadonlyMap<string, Acknowledged>,
  since: number,
): Promise<Verdict> {
  const { start, tickets, events } = await client.snapshot()
  const changes = await pullAll(client, start.epoch, since)
  const faults: string[] = []
  const logged = new Map<string, number[]>()
  for (const change of changes)
    if (change.kind === 'ticket')
      for (const id of new Set(change.events.map(({ mutationId }) => mutationId ?? '')))
        logged.set(id, [...(logged.get(id) ?? []), change.seq])

  for (const [id, { outcome, mutation }] of acknowledged) {
    const at = logged.get(id) ?? []
    if (at.length > 1)
      faults.push(`${mutation.type} ${id} was applied ${at.length} times, at ${at.join(', ')}`)
    if (outcome.seq !== null && at[0] !== outcome.seq)
      faults.push(
        `${mutation.type} ${id} was acknowledged at ${outcome.seq}, and is at ${at[0] ?? 'no place'}`,
      )
    if (outcome.seq === null && at.length > 0)
      faults.push(`${mutation.type} ${id} was ${outcome.result}, and is in the log at ${at[0]}`)
  }
  const timelines = Map.groupBy(events, ({ ticketId }) => ticketId)
  for (const ticket of tickets)
    if (!isDeepStrictEqual(asStored(evolveAll(timelines.get(ticket.id) ?? [])), ticket))
      faults.push(`ticket ${ticket.number} is not the fold of its events`)
  const known = new Set(events.map(({ id }) => id))
  for (const change of changes)
    if (change.kind === 'ticket' && change.events.some(({ id }) => !known.has(id)))
      faults.push(`the change at ${change.seq} is in the log and not in the snapshot`)
  return { faults, replies: events.filter((event) => isOurReply(event, acknowledged)).map(({ id }) => id) }
}

/** As it comes back from a server: what is undefined is left out. */
const asStored = (ticket: Ticket | null): unknown => JSON.parse(JSON.stringify(ticket))

const isOurReply = (event: TicketEvent, acknowledged: ReadonlyMap<string, Acknowledged>): boolean =>
  event.type === 'reply.sent' && event.mutationId !== null && acknowledged.has(event.mutationId)
