import type { OutboxDatabase } from '../cache/outbox-database'
import type { Draft } from '../protocol'
import type { QueueEntry } from '../queue/queue-entry'
import { createDrafts } from './drafts'
import type { Drafts } from './drafts'
import { createKeptForms } from './kept-forms'
import type { KeptForms } from './kept-forms'
import { createUnfinished } from './unfinished'
import type { Unfinished } from './unfinished'

/** What a person is writing on this device and has not sent: drafts of replies and notes, dialogs, and where there are any. */
export interface Writing extends Pick<Drafts, 'putBack'>, Pick<KeptForms, 'sending'> {
  readonly calls: Drafts['calls'] & KeptForms['calls'] & Unfinished['calls']
  /** Whether something was begun on a ticket, and not sent. */
  isBegun(ticketId: string): boolean
  /** Another window wrote, or something was sent: it is read again soon. */
  changed(): void
}

interface Ports {
  /** Whose work it is. */
  readonly name: string
  /** Whether a draft has become work of the outbox: the app was killed before it could let go of the draft. */
  readonly isSent: (draft: Draft) => boolean
  readonly find: (ticketId: string) => QueueEntry | undefined
  /** Tickets whose mark in the queue is another now. */
  readonly marked: (tickets: readonly string[]) => void
  /** Something of this ticket was written, for other windows. */
  readonly written: (ticketId: string) => void
  /** Ends the work of this person in this window. */
  readonly signal: AbortSignal
}

/** One place for all of it, in the outbox's database. */
export function createWriting(database: OutboxDatabase, ports: Ports): Writing {
  const { name, isSent, find, marked, signal } = ports
  const unfinished = createUnfinished(database, { isSent, find, marked, signal })
  unfinished.changed()
  const written = (ticketId: string): void => {
    ports.written(ticketId)
    unfinished.changed()
  }
  const drafts = createDrafts(database, { isSent, written })
  const forms = createKeptForms(database, { name, written, signal })
  return {
    calls: { ...drafts.calls, ...forms.calls, ...unfinished.calls },
    putBack: drafts.putBack,
    sending: forms.sending,
    isBegun: unfinished.has,
    changed: unfinished.changed,
  }
}
