import { findAct } from '../../shared/tickets/acts/find'
import { parseMutation } from '../../shared/tickets/mutations'
import type { DialogOf, MutationEnvelope, MutationType } from '../../shared/tickets/mutations'
import { writtenText } from '../../shared/tickets/written-text'
import type { Draft, FormPlace, FormValues, WrittenIn } from './protocol'

/** Where work that its author takes back is written again: the fields of the dialog that it was filled in in. */
export interface WrittenForm extends Pick<FormPlace, 'ticketId'> {
  readonly dialog: DialogOf<MutationType> | 'subject'
  readonly values: FormValues
}

/** Where what its author typed in it can be written on; null where nothing was typed. */
export function writtenIn(envelope: MutationEnvelope): WrittenIn | null {
  const draft = draftOf(envelope)
  if (draft) return { composer: draft.kind }
  const dialog = filledIn(envelope)?.dialog ?? null
  // The subject is no dialog: what was typed stands in its field when that is opened.
  return dialog === null || dialog === 'subject' ? null : { dialog }
}

/** The draft of a reply or note; null for other work. */
export function draftOf(envelope: MutationEnvelope): Omit<Draft, 'attachments' | 'updatedAt'> | null {
  const parsed = parseMutation(envelope)
  if (!parsed.ok) return null
  const { type, args, ticketId } = parsed.mutation
  if (type === 'note.add') return { ticketId, kind: 'note', text: args.text, to: null, cc: null }
  if (type !== 'reply.send' || args.purpose === 'overrun') return null
  return { ticketId, kind: 'reply', text: args.text, to: args.to.join(', '), cc: args.cc.join(', ') || null }
}

/**
 * The dialog of other work, with what stood in its fields; null where nothing was typed.
 * @param timeText a moment as its author would write it; what happened then must not become now
 */
export function formOf(envelope: MutationEnvelope, timeText: (at: number) => string): WrittenForm | null {
  const filled = filledIn(envelope)
  if (filled === null) return null
  const { dialog, fields, args } = filled
  const at = 'occurredAt' in args ? args.occurredAt : null
  const values = { ...fields, ...('occurredAt' in args ? { when: at === null ? '' : timeText(at) } : {}) }
  return { ticketId: dialog === 'create' ? 'new' : envelope.ticketId, dialog, values }
}

/** Where its author typed it, what stood in the fields there, and its arguments; null where nothing was typed. */
function filledIn(envelope: MutationEnvelope) {
  const parsed = parseMutation(envelope)
  if (!parsed.ok) return null
  const { type, args } = parsed.mutation
  const filled = findAct(type).filledIn?.(args) ?? null
  return filled && { dialog: filled.dialog as WrittenForm['dialog'], fields: filled.fields, args }
}

/** A new ticket with all that was written on it since: one form, with every text below the report. */
export const withTexts = (form: WrittenForm, others: readonly MutationEnvelope[]): WrittenForm => ({
  ...form,
  values: {
    ...form.values,
    text: [form.values.text ?? '', ...others.map(writtenText)]
      .filter((text) => text.trim() !== '')
      .join('\n\n'),
  },
})
