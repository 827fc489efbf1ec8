import type { TicketEvent } from '../../src/shared/tickets/events'
import type { PlantedBug } from './planted'
import type { World } from './world'

/** The server's mail: a row for each reply in the transaction of its event, sent when that is on the disk. */
export interface MailRoom {
  /** Sends the mails of these events, once each; a mail that was caught in the moment of sending goes to a person. */
  send(events: Iterable<TicketEvent>): void
  /** A mail leaves, whatever is known of it. */
  mail(mutationId: string): void
  /** It may have left before a restore: that is for a person to decide. */
  ask(mutationId: string): void
  /** These rows are gone with the log. What has left has left. */
  forget(mutationIds: Iterable<string>): void
  counts(): ReadonlyMap<string, number>
  doubtful(): ReadonlySet<string>
}

export function createMailRoom(world: World, bug: PlantedBug | null): MailRoom {
  const dice = world.dice('mail')
  const counts = new Map<string, number>()
  const begun = new Set<string>()
  const doubtful = new Set<string>()
  let interrupted: readonly string[] = []
  const sentElsewhere = bug === 'mail-before-durable' || bug === 'mail-per-request'

  const mail = (mutationId: string): void => void counts.set(mutationId, (counts.get(mutationId) ?? 0) + 1)

  function sendOne(mutationId: string): void {
    begun.add(mutationId)
    if (!world.strikes('mail-interrupted')) {
      mail(mutationId)
      return
    }
    interrupted = [...interrupted, mutationId]
    if (dice.chance(0.5)) mail(mutationId)
  }

  return {
    mail,
    ask(mutationId) {
      begun.add(mutationId)
      doubtful.add(mutationId)
    },
    forget(mutationIds) {
      const gone = new Set(mutationIds)
      for (const id of gone) begun.delete(id)
      interrupted = interrupted.filter((id) => !gone.has(id))
    },
    send(events) {
      for (const id of interrupted)
        if (bug === 'mail-sent-again') mail(id)
        else doubtful.add(id)
      interrupted = []
      if (sentElsewhere) return
      for (const { type, mutationId } of events)
        if (type === 'reply.sent' && mutationId && !begun.has(mutationId)) sendOne(mutationId)
    },
    counts: () => counts,
    doubtful: () => doubtful,
  }
}
