import type { TicketEvent } from '../../../shared/tickets/events'
import type { Attachment } from '../../../shared/tickets/message'
import { isDangerousFile } from '../../../shared/tickets/dangerous-file'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { Cache } from '../cache/cache-store'
import type { DeviceFiles, TicketFile } from './device-files'

/** The files of some tickets that may be brought onto this device. */
export interface WantedFiles {
  /** In the order of the tickets, each once; those that are here already are left out. */
  readonly missing: readonly TicketFile[]
  /** How many are here already. */
  readonly here: number
  /** How many are left out because opening them could run something. */
  readonly dangerous: number
}

interface Parts {
  readonly cache: Pick<Cache, 'eachTimeline'>
  readonly device: Pick<DeviceFiles, 'here'>
}

/** How many are asked for at once whether they are here. */
const lookedUpAtOnce = 500

export async function wantedFiles(
  { cache, device }: Parts,
  tickets: readonly Pick<Ticket, 'id' | 'number'>[],
  signal: AbortSignal,
): Promise<WantedFiles> {
  const byTicket = new Map<string, readonly TicketFile[]>()
  await cache.eachTimeline(tickets, (ticketId, events) => {
    const attachments = attachmentsOf(events)
    if (attachments.length > 0)
      byTicket.set(
        ticketId,
        attachments.map((attachment) => ({ ticketId, attachment })),
      )
    return Promise.resolve(!signal.aborted)
  })
  const inOrder = tickets.flatMap(({ id }) => byTicket.get(id) ?? [])
  const each = [...new Map(inOrder.map((file) => [file.attachment.id, file])).values()]
  const harmless = each.filter(({ attachment }) => !isDangerousFile(attachment))
  const here = new Set<string>()
  for (let at = 0; at < harmless.length; at += lookedUpAtOnce) {
    const ids = harmless.slice(at, at + lookedUpAtOnce).map(({ attachment }) => attachment.id)
    for (const id of await device.here(ids)) here.add(id)
  }
  return {
    missing: harmless.filter(({ attachment }) => !here.has(attachment.id)),
    here: here.size,
    dangerous: each.length - harmless.length,
  }
}

/** The files of all messages on a ticket, oldest first. */
export const attachmentsOf = (events: readonly TicketEvent[]): readonly Attachment[] =>
  events.flatMap((event) =>
    event.type === 'message.received' || event.type === 'reply.sent' ? event.message.attachments : [],
  )
