import { z } from 'zod'
import { applied } from '../decision'
import type { DecidedEvent } from '../decision'
import type { EventBody, EventEnvelope } from '../events'
import { attentions } from '../attentions'
import { factTime } from '../fact-times'
import { ticketFields } from '../fields'
import { notKnown } from '../merge'
import { stamped } from '../reported'
import { always } from '../since'
import type { Ticket } from '../ticket'
import { filledText, instant, text } from '../values'
import { creation, event } from './define'
import type { Standing } from './define'

export const ticketCreated = event('ticket.created', {
  body: {
    number: z.number().int().positive().nullable(),
    channel: z.enum(['mail', 'telephone', 'portal', 'console']),
    fields: ticketFields,
    attention: z.enum(attentions).nullable(),
    /** The reporter has no confirmation yet, and gets it when an agent says which customer this is. */
    confirmation: z.literal('awaited').optional(),
  },
  // A ticket has one beginning: a second one, which no server writes, changes nothing.
  fold: () => ({}),
  words: ({ fields }) => [fields.subject, fields.reporter.email],
})

/** The ticket that begins with this event. */
export function createdTicket(
  created: EventEnvelope & z.infer<(typeof ticketCreated)['schema']>,
  standing: Standing,
): Ticket {
  const { fields } = created
  return {
    ...fields,
    id: created.ticketId,
    number: created.number,
    status: 'new',
    openWait: null,
    escalation: null,
    attention: created.attention,
    facts: {
      receivedAt: created.at,
      feedbackAt: null,
      workStartedAt: null,
      solvedAt: null,
      closedAt: null,
      waits: [],
      type: fields.type,
      cover: fields.cover?.verdict ?? null,
      priorities: fields.priority ? [{ priority: fields.priority, from: created.at }] : [],
    },
    lastContactAttemptAt: null,
    lastContactAt: null,
    ...(created.confirmation ? { confirmation: created.confirmation } : {}),
    overrunToldAt: null,
    customerMessages: 0,
    publicReplies: 0,
    notes: 0,
    recordings: 0,
    preview: '',
    createdAt: created.at,
    updatedAt: created.recordedAt,
    version: standing === 'confirmed' ? created.version : 0,
  }
}

/** Chosen on purpose in a new ticket, for a caller of a firm that nobody knows yet: nothing chosen is a mistake. */
export const unknownCustomer = 'unknown'

export const createTicket = creation(
  'ticket.create',
  {
    1: z.object({
      channel: z.enum(['telephone', 'portal', 'console']),
      fields: ticketFields.extend({ subject: filledText(1000) }),
      text: text(200_000),
      occurredAt: instant.nullable(),
    }),
  },
  {
    since: always,
    decide(_, { args }, context) {
      const { customerId, assigneeId, teamId, reporter, subject } = args.fields
      if (customerId !== null && !context.knows.customer(customerId)) return notKnown('customer')
      if (assigneeId !== null && !context.knows.agent(assigneeId)) return notKnown('agent')
      if (teamId !== null && !context.knows.team(teamId)) return notKnown('team')
      const { now, role, nextNumber } = context
      const time = factTime('receipt', { ticket: null, occurredAt: args.occurredAt, now, role })
      if ('code' in time) return { result: 'rejected', reason: time }
      const isUnconfirmed = customerId === null || !reporter.email.includes('@')
      const body: EventBody = {
        type: 'ticket.created',
        number: nextNumber,
        channel: args.channel,
        fields: args.fields,
        attention: null,
        ...(isUnconfirmed ? { confirmation: 'awaited' } : {}),
      }
      const created = stamped(time, body)
      if (args.text.trim() === '') return applied(created)
      return applied(created, report({ at: time.at, text: args.text, reporter, subject }))
    },
    dialogs: ['create'],
    filledIn({ channel, fields: { subject, customerId, reporter }, text: told }) {
      const { name, email, keyUserId } = reporter
      return {
        dialog: 'create',
        fields: {
          ticketId: null,
          channel,
          customerId: customerId ?? unknownCustomer,
          keyUserId: keyUserId ?? 'other',
          name,
          email,
          subject,
          text: told,
        },
      }
    },
    authored: (args) => args.text,
    sample: (chance) => ({
      channel: 'telephone',
      fields: {
        subject: `Printed labels come out twice (${chance.uuid().slice(0, 8)})`,
        customerId: null,
        reporter: { name: 'Petra Jansen', email: 'petra@degoudenaar.example', keyUserId: null },
        language: 'nl',
        teamId: null,
        assigneeId: null,
        type: null,
        priority: null,
        cover: null,
      },
      text: `Sinds vanmorgen. ${chance.uuid()}`,
      occurredAt: null,
    }),
  },
)

interface Report {
  readonly at: number
  readonly text: string
  readonly reporter: { readonly name: string; readonly email: string }
  readonly subject: string
}

/** What the reporter told, as an agent wrote it down: the first message of the ticket. */
const report = ({ at, text: told, reporter: { name, email }, subject }: Report): DecidedEvent => ({
  at,
  body: {
    type: 'message.received',
    message: {
      text: told,
      html: null,
      from: { name, email },
      to: [],
      cc: [],
      subject,
      messageId: null,
      attachments: [],
    },
  },
})
