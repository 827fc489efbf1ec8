import { findAct } from '../../tickets/acts/find'
import { parseMutation } from '../../tickets/mutations'
import type { MutationEnvelope } from '../../tickets/mutations'
import type { OutboxEntry } from './outbox-entry'

/**
 * What of the later work on its ticket was written for that very mail, such as a wait for its answer: until the author's next mail.
 * Nothing where it is no mail.
 */
export function onMail({ mutation }: OutboxEntry, later: readonly OutboxEntry[]): readonly string[] {
  if (mutation.type !== 'reply.send') return []
  const next = later.findIndex((entry) => entry.mutation.type === 'reply.send')
  return later
    .slice(0, next === -1 ? later.length : next)
    .flatMap((entry) => (restsOnMail(entry.mutation) ? [entry.mutation.id] : []))
}

const restsOnMail = (envelope: MutationEnvelope): boolean => {
  const parsed = parseMutation(envelope)
  if (!parsed.ok) return false
  const { type, args } = parsed.mutation
  return findAct(type).restsOnReply?.(args) === 'attempt'
}

/** What was written for a mail that the server refused: it waits until the author has decided on that mail. */
export function onRefusedMail(entries: readonly OutboxEntry[]): ReadonlySet<string> {
  return new Set(
    entries.flatMap((entry, index) => {
      if (entry.state !== 'rejected' || entry.mutation.type !== 'reply.send') return []
      const { ticketId } = entry.mutation
      return onMail(
        entry,
        entries.slice(index + 1).filter(({ mutation }) => mutation.ticketId === ticketId),
      )
    }),
  )
}
