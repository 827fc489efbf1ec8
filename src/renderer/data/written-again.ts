import { parseMutation } from '../../shared/tickets/mutations'
import type { Mutation, MutationArgs, MutationEnvelope } from '../../shared/tickets/mutations'
import { writtenText } from '../../shared/tickets/written-text'
import type { Draft, FormPlace, FormValues, TicketDialog, WrittenIn } from './protocol'

/** Chosen on purpose in a new ticket, for a caller of a firm that nobody knows yet: nothing chosen is a mistake. */
export const unknownCustomer = 'unknown'

/** Where work that its author takes back is written again: the fields of the dialog that it was filled in in. */
export interface WrittenForm extends Pick<FormPlace, 'ticketId'> {
  readonly dialog: TicketDialog | 'create' | 'subject'
  readonly values: FormValues
}

/** Where what its author typed in it can be written on; null where nothing was typed. */
export function writtenIn(envelope: MutationEnvelope): WrittenIn | null {
  const draft = draftOf(envelope)
  if (draft) return { composer: draft.kind }
  const parsed = parseMutation(envelope)
  const dialog = parsed.ok ? dialogOf(parsed.mutation) : null
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
  const parsed = parseMutation(envelope)
  if (!parsed.ok) return null
  const { mutation } = parsed
  const dialog = dialogOf(mutation)
  if (dialog === null) return null
  const { args } = mutation
  const at = 'occurredAt' in args ? args.occurredAt : null
  const values = {
    ...fieldsOf(mutation),
    ...('occurredAt' in args ? { when: at === null ? '' : timeText(at) } : {}),
  }
  return { ticketId: dialog === 'create' ? 'new' : mutation.ticketId, dialog, values }
}

/** The dialog in which other work than a reply or note is written; null where nothing is typed. */
function dialogOf({ type, args }: Mutation): WrittenForm['dialog'] | null {
  // A reason that was chosen from a list is chosen again as quickly.
  if (type === 'ticket.close' && args.note.trim() === '') return null
  if (type === 'reply.send') return args.purpose === 'overrun' ? 'overrun' : null
  if (type === 'ticket.edit') return subjectIn(args) === null ? null : 'subject'
  return dialogs[type] ?? null
}

const dialogs: Partial<Record<Mutation['type'], WrittenForm['dialog']>> = {
  'ticket.create': 'create',
  'feedback.give': 'feedback',
  'wait.start': 'wait',
  'contact.log': 'contact',
  'ticket.solve': 'solve',
  'ticket.reopen': 'reopen',
  'ticket.close': 'close',
  'ticket.escalate': 'escalate',
  'escalation.end': 'end-escalation',
  'recording.add': 'recording',
}

function subjectIn({ changes }: MutationArgs<'ticket.edit'>): string | null {
  const subject = changes.find(({ field }) => field === 'subject')?.to
  return typeof subject === 'string' ? subject : null
}

/** What the subject was that it was typed over. */
function subjectOver({ changes }: MutationArgs<'ticket.edit'>): string | null {
  const from = changes.find(({ field }) => field === 'subject')?.from
  return typeof from === 'string' ? from : null
}

function fieldsOf(mutation: Mutation): FormValues {
  const { type, args } = mutation
  switch (type) {
    case 'ticket.create': {
      const { subject, customerId, reporter } = args.fields
      return {
        ticketId: null,
        channel: args.channel,
        customerId: customerId ?? unknownCustomer,
        keyUserId: reporter.keyUserId ?? 'other',
        name: reporter.name,
        email: reporter.email,
        subject,
        text: args.text,
      }
    }
    case 'wait.start':
      return {
        kind: args.kind,
        reason: args.reason,
        ...(args.contactAttempt && { channel: args.contactAttempt.channel, note: args.contactAttempt.note }),
      }
    case 'contact.log':
      return { channel: args.attempt.channel, note: args.attempt.note }
    case 'feedback.give':
    case 'escalation.end':
      return { note: args.note }
    case 'ticket.solve':
      return { resolution: args.resolution }
    case 'ticket.reopen':
      return { reason: args.reason }
    case 'ticket.close':
      return { reason: args.reason, note: args.note }
    case 'ticket.escalate':
      return { level: String(args.level), reason: args.reason }
    case 'recording.add':
      return { url: args.url, title: args.title, note: args.note }
    case 'ticket.edit':
      return { text: subjectIn(args), over: subjectOver(args) }
    case 'reply.send':
      return { text: args.text }
    default:
      return {}
  }
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
