import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import type { Attachment } from '../../../shared/tickets/message'
import { attachmentLimits } from '../../../shared/tickets/attachment-limits'
import type { OutboxDatabase, StoredDraft } from '../cache/outbox-database'
import { putAbove, writtenOver } from '../draft-text'
import type { Attached, Draft, WorkerCalls } from '../protocol'

/** What is being written on tickets: texts, addresses, and the files that go with them. */
export interface Drafts {
  readonly calls: Pick<WorkerCalls, 'drafts' | 'saveDraft' | 'attach'>
  /** Puts what was written earlier above what is being written. Once more is the same as once. */
  putBack(earlier: Draft): Promise<void>
}

interface DraftPorts {
  /** Whether a draft has become work of the outbox: the app was killed before it could let go of the draft. */
  readonly isSent: (draft: Draft) => boolean
  /** A draft of this ticket was written. */
  readonly written: (ticketId: string) => void
}

/** Drafts in their database, one of each kind and ticket for all windows. A resolved write is on the disk (strict durability). */
export function createDrafts(
  { dexie, drafts, files }: OutboxDatabase,
  { isSent, written }: DraftPorts,
): Drafts {
  const find = async (ticketId: string, kind: Draft['kind']): Promise<Draft> =>
    completeDraft((await drafts.get([ticketId, kind])) ?? { ticketId, kind, text: '', updatedAt: 0 })

  /** One step for all windows: none writes between the reading and the writing of another. */
  async function rewrite(
    ticketId: string,
    kind: Draft['kind'],
    rewritten: (draft: Draft) => Draft,
  ): Promise<Draft> {
    const draft = await dexie.transaction('rw', drafts, async () => {
      const next = rewritten(await find(ticketId, kind))
      await (isEmpty(next) ? drafts.delete([ticketId, kind]) : drafts.put(next))
      return next
    })
    written(ticketId)
    return draft
  }

  const calls: Drafts['calls'] = {
    drafts: ({ ticketId }) =>
      dexie.transaction('rw', drafts, async () => {
        const found = (await drafts.where('ticketId').equals(ticketId).toArray()).map(completeDraft)
        const sent = found.filter(isSent)
        await drafts.bulkDelete(sent.map(({ kind }) => [ticketId, kind]))
        return found.filter((draft) => !sent.includes(draft))
      }),
    saveDraft: ({ ticketId, kind, was, is, without, updatedAt }) =>
      rewrite(ticketId, kind, (draft) => ({
        ...draft,
        ...writtenOver(draft, was, is),
        attachments: draft.attachments.filter(({ id }) => !without.includes(id)),
        updatedAt,
      })),
    async attach({ ticketId, kind, id, file, updatedAt }) {
      const bytes = await file.arrayBuffer().catch(() => null)
      // A folder that was dropped reads as nothing.
      if (bytes === null) return refused('file-unreadable', `${file.name} could not be read.`)
      const mediaType = file.type || 'application/octet-stream'
      const attachment = { id, name: nameOf(file), mediaType, size: bytes.byteLength }
      try {
        const attached = await dexie.transaction('rw', drafts, files, async (): Promise<Attached> => {
          const draft = await find(ticketId, kind)
          const problem = tooMuch(draft.attachments, attachment)
          if (problem) return problem
          await files.put({ ...attachment, bytes: new Blob([bytes], { type: mediaType }), keptAt: updatedAt })
          await drafts.put({ ...draft, attachments: [...draft.attachments, attachment], updatedAt })
          return { ok: true, attachment }
        })
        written(ticketId)
        return attached
      } catch (cause) {
        const name = cause instanceof Error ? cause.name : 'storage error'
        return refused(name === 'QuotaExceededError' ? 'disk-full' : 'file-not-kept', name)
      }
    },
  }

  return {
    calls,
    async putBack({ ticketId, kind, attachments, updatedAt, ...earlier }) {
      await rewrite(ticketId, kind, (draft) => ({
        ...draft,
        ...putAbove(earlier, draft),
        attachments: [
          ...attachments,
          ...draft.attachments.filter(({ id }) => !attachments.some((file) => file.id === id)),
        ],
        updatedAt,
      }))
    },
  }
}

/** Whether the outbox has what a draft says, written after it. What came back to its author is not sent. */
export function isInOutbox(draft: Draft, entries: readonly OutboxEntry[], clockOffsetMs: number): boolean {
  const type = draft.kind === 'note' ? 'note.add' : 'reply.send'
  return entries.some(
    ({ mutation, state }) =>
      mutation.ticketId === draft.ticketId &&
      mutation.type === type &&
      (state === 'waiting' || state === 'acknowledged') &&
      mutation.writtenAt >= draft.updatedAt + clockOffsetMs &&
      (mutation.args as { readonly text?: unknown }).text === draft.text,
  )
}

const isEmpty = ({ text, to, cc, attachments }: Draft): boolean =>
  text === '' && to === null && cc === null && attachments.length === 0

/** Drafts of older versions of the app have a text only. */
export const completeDraft = (draft: StoredDraft): Draft => ({
  to: null,
  cc: null,
  attachments: [],
  ...draft,
})

const refused = (code: string, message: string): Attached => ({ ok: false, error: { code, message } })

const longestName = 255
const nameOf = ({ name }: File): string => name.replace(/[/\\\p{Cc}]/gu, '_').slice(-longestName) || 'file'

function tooMuch(others: readonly Attachment[], one: Attachment): Attached | null {
  if (one.size > attachmentLimits.file) return refused('file-too-large', `${one.name} is too large.`)
  const together = others.reduce((sum, { size }) => sum + size, one.size)
  if (together > attachmentLimits.together || others.length >= attachmentLimits.files)
    return refused('files-too-large', `With ${one.name} the files are too large together.`)
  return null
}
