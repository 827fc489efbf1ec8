import type { TicketEvent } from '../../../shared/tickets/events'
import type { UndeliveredReply } from '../protocol'
import type { QueueModel } from '../queue/queue-model'

interface Sources {
  readonly model: Pick<QueueModel, 'undeliveredOf'>
  readonly agentId: string
  readonly timeline: (ticketId: string) => Promise<readonly TicketEvent[]>
}

/** This person's replies that failed or are in doubt, with their words, the first written first. */
export async function undeliveredReplies({
  model,
  agentId,
  timeline,
}: Sources): Promise<readonly UndeliveredReply[]> {
  const found = await Promise.all(
    model.undeliveredOf(agentId).map(async ({ id, number, subject, undelivered }) => {
      const events = await timeline(id)
      return undelivered.flatMap((each): UndeliveredReply[] => {
        const reply = events.find((event) => event.id === each.replyId)
        if (each.authorId !== agentId || reply?.type !== 'reply.sent') return []
        const { text, to, cc } = reply.message
        const writtenAt = reply.saidAt ?? reply.at
        const on = { ticketId: id, ticketNumber: number, ticketSubject: subject }
        return [{ ...each, ...on, text, to: [...to, ...cc], writtenAt }]
      })
    }),
  )
  return found.flat().toSorted((a, b) => a.writtenAt - b.writtenAt)
}

/** How many of them there are. */
export const countUndelivered = (model: Sources['model'], agentId: string): number =>
  model
    .undeliveredOf(agentId)
    .reduce((sum, entry) => sum + entry.undelivered.filter(({ authorId }) => authorId === agentId).length, 0)
