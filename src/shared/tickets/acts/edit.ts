import { z } from 'zod'
import { revisedByTriage } from '../../sla/revisions'
import type { EventEnvelope } from '../events'
import { fieldChange, ticketFields } from '../fields'
import type { FieldChange } from '../fields'
import { changeOf } from '../fold-parts'
import { mergeFields } from '../merge'
import type { Ticket } from '../ticket'
import { act, event, statuses } from './define'

export const fieldsChanged = event('fields.changed', {
  body: {
    changes: z.array(fieldChange).max(20),
    /** Values that lost against a newer one: kept here, one click from restored. */
    overruled: z.array(fieldChange).max(20),
  },
  fold: (ticket, changed) =>
    changed.changes.reduce<Partial<Ticket>>(
      (before, change) => ({ ...before, ...fieldChanged({ ...ticket, ...before }, change, changed) }),
      {},
    ),
  words: ({ changes }) => changes.flatMap(({ field, to }) => (field === 'subject' ? [String(to)] : [])),
})

function fieldChanged(ticket: Ticket, { field, to }: FieldChange, changed: EventEnvelope): Partial<Ticket> {
  const value: Partial<Ticket> = { [field]: to }
  const { facts } = ticket
  const withTriage = (because: 'type' | 'cover', triage: Partial<Ticket['facts']>) => ({
    ...value,
    facts: revisedByTriage(facts, { ...facts, ...triage }, changeOf(changed, because)),
  })
  if (field === 'type') return withTriage('type', { type: value.type ?? null })
  if (field === 'cover') return withTriage('cover', { cover: value.cover?.verdict ?? null })
  if (field === 'priority' && value.priority)
    return {
      ...value,
      facts: { ...facts, priorities: [...facts.priorities, { priority: value.priority, from: changed.at }] },
    }
  return value
}

/** Triage and assignment: each field with the value that its author saw. */
export const editTicket = act(
  'ticket.edit',
  {
    1: z.object({
      changes: z
        .array(z.object({ field: ticketFields.keyof(), from: z.unknown(), to: z.unknown() }))
        .min(1)
        .max(20),
    }),
  },
  {
    allowed: { statuses: statuses.any },
    since: { kind: 'merge' },
    decide: (ticket, { args }, context) => mergeFields(ticket, args.changes, context),
    dialogs: ['triage', 'assign'],
    // What is chosen is chosen again as quickly; the subject is typed.
    filledIn({ changes }) {
      const subject = changes.find(({ field }) => field === 'subject')
      return typeof subject?.to === 'string'
        ? {
            dialog: 'subject',
            fields: { text: subject.to, over: typeof subject.from === 'string' ? subject.from : null },
          }
        : null
    },
    authored: () => '',
    sample: (chance) => ({
      changes: [{ field: 'priority', from: null, to: chance.pick(['high', 'medium', 'low']) }],
    }),
  },
)
