import { filesOf } from '../../../shared/sync/engine/uploads'
import { writtenMoment } from '../../../shared/sla/zone-time'
import type { ZoneTime } from '../../../shared/sla/zone-time'
import type { MutationEnvelope } from '../../../shared/tickets/mutations'
import type { OutboxDatabase } from '../cache/outbox-database'
import { draftOf, formOf, withTexts } from '../written-again'
import type { WrittenForm } from '../written-again'
import type { Drafts } from './drafts'
import type { KeptFiles } from './kept-files'

interface PutBackPorts {
  readonly drafts: Pick<Drafts, 'putBack'>
  readonly files: Pick<KeptFiles, 'describe'>
  readonly zone: () => ZoneTime
}

/**
 * Puts what was written in work that its author takes back where it is written on: replies and notes in the draft of their ticket, above what
 * stands there, other work in its dialog. For the outbox's own transaction, so that nothing is ever in neither place, nor in both.
 */
export function createPutBack({ forms }: OutboxDatabase, { drafts, files, zone }: PutBackPorts) {
  const timeText = (at: number): string => writtenMoment(zone(), at)

  async function putForm({ ticketId, dialog, values }: WrittenForm): Promise<void> {
    const now = Date.now()
    // A copy of its own, before all others: no open window writes over it, and the dialog opens with it.
    let copy = -now
    // Two that are put back within a millisecond stand beside each other.
    while (await forms.get([ticketId, `${dialog} ${copy}`])) copy -= 1
    await forms.put({ ticketId, dialog: `${dialog} ${copy}`, values, updatedAt: now })
  }

  return async (mutations: readonly MutationEnvelope[]): Promise<void> => {
    const [creation, ...onIt] = mutations
    const created = creation?.type === 'ticket.create' ? formOf(creation, timeText) : null
    if (created) return putForm(withTexts(created, onIt))
    // The first written comes to stand on top.
    for (const mutation of mutations.toReversed()) {
      const draft = draftOf(mutation)
      const form = draft === null ? formOf(mutation, timeText) : null
      if (form) await putForm(form)
      if (!draft) continue
      const attachments = await files.describe(filesOf(mutation))
      await drafts.putBack({ ...draft, attachments, updatedAt: Date.now() })
    }
  }
}
