import type { TFunction } from 'i18next'
import type { Saved } from '../../../data/protocol'
import type { Attachment } from '../../../../shared/tickets/message'
import type { Ticket } from '../../../../shared/tickets/ticket'
import { act } from '../../../state/act'
import { refusalText } from '../../../texts/refusal-text'
import { readAddresses } from '../../../texts/addresses'

/** Saves a public reply to be sent. Returns null when it is saved on this device, else what to tell the author. */
export async function sendReply(
  ticket: Ticket,
  draft: {
    readonly text: string
    readonly to: string
    readonly cc: string
    readonly attachments: readonly Attachment[]
  },
  t: TFunction,
): Promise<string | null> {
  if (draft.text.trim() === '') return t('composer.noText')
  const to = readAddresses(draft.to)
  const cc = readAddresses(draft.cc)
  if (!to.ok) return t('composer.badAddress', { address: to.bad })
  if (!cc.ok) return t('composer.badAddress', { address: cc.bad })
  if (to.list.length === 0) return t('composer.noAddress')
  return problemOf(
    await act(ticket, 'reply.send', {
      text: draft.text,
      to: [...to.list],
      cc: [...cc.list],
      purpose: 'reply',
      attachmentIds: draft.attachments.map(({ id }) => id),
      anyway: false,
    }),
    t,
  )
}

/** Saves an internal note. Returns null when it is saved on this device, else what to tell the author. */
export async function sendNote(ticket: Ticket, text: string, t: TFunction): Promise<string | null> {
  return text.trim() === '' ? t('composer.noText') : problemOf(await act(ticket, 'note.add', { text }), t)
}

const problemOf = (saved: Saved, t: TFunction): string | null =>
  saved.ok ? null : `${t('act.notSaved')}: ${refusalText(saved.error, t)} ${t('composer.errorKept')}`
