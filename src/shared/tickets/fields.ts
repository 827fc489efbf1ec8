import { z } from 'zod'
import { coverVerdicts, priorities, ticketTypes } from '../sla/facts'
import { text, uuid } from './values'

/** The languages in which the office writes to people. */
export const languages = ['nl', 'en'] as const

const reporter = z.object({ name: text(200), email: text(320), keyUserId: uuid.nullable() })
const cover = z.object({
  verdict: z.enum(coverVerdicts),
  clause: text(100),
})

/** The fields of a ticket that people edit; each merges by itself (see `merge.ts`). */
export const ticketFields = z.object({
  subject: text(1000),
  customerId: uuid.nullable(),
  reporter,
  language: z.enum(languages),
  teamId: uuid.nullable(),
  assigneeId: uuid.nullable(),
  type: z.enum(ticketTypes).nullable(),
  priority: z.enum(priorities).nullable(),
  cover: cover.nullable(),
})

export const fieldChange = z.object({
  field: ticketFields.keyof(),
  from: z.unknown(),
  to: z.unknown(),
})

export type TicketFields = z.infer<typeof ticketFields>
export type FieldName = keyof TicketFields
export type FieldChange = { readonly field: FieldName; readonly from: unknown; readonly to: unknown }
