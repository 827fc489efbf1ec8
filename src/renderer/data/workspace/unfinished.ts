import type { OutboxDatabase } from '../cache/outbox-database'
import type { Draft, FormDialog, UnfinishedWriting, WorkerCalls } from '../protocol'
import type { QueueEntry } from '../queue/queue-entry'
import { coalesce } from './coalesce'
import { completeDraft } from './drafts'

/** What was begun on this device and not sent: replies and notes, and dialogs that were filled in. */
export interface Unfinished {
  readonly calls: Pick<WorkerCalls, 'unfinished'>
  /** Whether something was begun on a ticket, as read last. */
  has(ticketId: string): boolean
  /** Something was written, or let go of, in this window or another: it is read again soon. */
  changed(): void
}

interface Ports {
  /** Whether a draft has become work of the outbox. */
  readonly isSent: (draft: Draft) => boolean
  readonly find: (ticketId: string) => QueueEntry | undefined
  /** The tickets on which something is begun now, or is no more. */
  readonly marked: (tickets: readonly string[]) => void
  readonly signal: AbortSignal
}

/** A person's letters come one by one; a mark in the queue may come a little later. */
const READ_AFTER_MS = 300

/** Reads drafts and kept dialogs of all tickets: there are as many as one person began and did not end. */
export function createUnfinished(
  { drafts, forms }: OutboxDatabase,
  { isSent, find, marked, signal }: Ports,
): Unfinished {
  let tickets: ReadonlySet<string> = new Set()
  let count = 0

  async function all(): Promise<readonly UnfinishedWriting[]> {
    const begun = (await drafts.toArray()).map(completeDraft).filter((draft) => !isSent(draft))
    const filledIn = (await forms.toArray()).filter(({ dialog }) => !isSetting(dialog))
    const written = [
      ...begun.map(({ ticketId, kind, text, updatedAt }) => ({ ticketId, kind, text, updatedAt })),
      ...filledIn.map(({ ticketId, dialog, values, updatedAt }) => ({
        ticketId: ticketId === 'new' ? null : ticketId,
        kind: kindOf(dialog),
        text: textOf(kindOf(dialog), values),
        updatedAt,
      })),
    ]
    return written
      .map((writing) => {
        const ticket = find(writing.ticketId ?? '')
        return { ...writing, ticketNumber: ticket?.number ?? null, ticketSubject: ticket?.subject ?? '' }
      })
      .toSorted((a, b) => b.updatedAt - a.updatedAt)
  }

  async function read(): Promise<void> {
    const found = await all()
    const now = new Set(found.flatMap(({ ticketId }) => ticketId ?? []))
    const differing = [...tickets, ...now].filter((id) => tickets.has(id) !== now.has(id))
    const isOther = count !== found.length
    tickets = now
    count = found.length
    if (isOther || differing.length > 0) marked(differing)
  }

  // A mark that is missing for a moment misleads nobody: what is written is read when its ticket opens.
  const changed = coalesce(() => void read().catch(() => undefined), READ_AFTER_MS, signal)

  return { calls: { unfinished: all }, has: (ticketId) => tickets.has(ticketId), changed }
}

/** A further copy of a dialog has its number behind its name. */
const kindOf = (dialog: string): FormDialog => dialog.split(' ')[0] as FormDialog

/** What a person sets for themselves is no work on a ticket. */
const isSetting = (dialog: string): boolean => dialog === 'absence' || dialog.startsWith('lead-')

/** Where a dialog's own words stand, the most telling first. Of a closing the reason is chosen from a list. */
const wordFields = ['text', 'resolution', 'note', 'title', 'subject', 'url'] as const

function textOf(dialog: FormDialog, values: Readonly<Record<string, string | null>>): string {
  const fields = dialog === 'close' ? wordFields : (['reason', ...wordFields] as const)
  return fields.map((field) => values[field] ?? '').find((text) => text.trim() !== '') ?? ''
}
