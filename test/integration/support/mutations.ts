import { randomUUID } from 'node:crypto'
import type {
  MutationArgs,
  MutationEnvelope,
  MutationType,
  Seen,
} from '../../../src/shared/tickets/mutations'
import type { Ticket } from '../../../src/shared/tickets/ticket'
import { tuesdayMorning } from './desk'

export const nothingSeen: Seen = { version: 0, customerMessages: 0, publicReplies: 0 }

/** What an author has on screen who looks at this ticket. */
export const seenOf = ({ version, customerMessages, publicReplies }: Ticket): Seen => ({
  version,
  customerMessages,
  publicReplies,
})

/** A mutation as a client sends it. */
export const mutationOf = <T extends MutationType>(
  type: T,
  ticketId: string,
  args: MutationArgs<T>,
  more: Partial<MutationEnvelope> = {},
): MutationEnvelope => ({
  id: randomUUID(),
  type,
  v: 1,
  ticketId,
  args,
  seen: nothingSeen,
  after: [],
  writtenAt: tuesdayMorning,
  ...more,
})

type CreateArgs = MutationArgs<'ticket.create'>

/** Writes down a report that came by telephone. */
export const createTicket = (
  ticketId: string,
  fields: Partial<CreateArgs['fields']> = {},
  more: Partial<MutationEnvelope> = {},
): MutationEnvelope =>
  mutationOf(
    'ticket.create',
    ticketId,
    {
      channel: 'telephone',
      text: 'De facturen staan nog in concept.',
      occurredAt: null,
      fields: {
        subject: 'Facturen in concept',
        customerId: null,
        reporter: { name: 'Key User', email: 'key@customer.example', keyUserId: null },
        language: 'nl',
        teamId: null,
        assigneeId: null,
        type: null,
        priority: null,
        cover: null,
        ...fields,
      },
    },
    more,
  )

export const reply = (
  ticketId: string,
  seen: Seen,
  more: Partial<MutationArgs<'reply.send'>> = {},
): MutationEnvelope =>
  mutationOf(
    'reply.send',
    ticketId,
    {
      text: 'Wij kijken ernaar.',
      to: ['key@customer.example'],
      cc: [],
      purpose: 'reply',
      attachmentIds: [],
      anyway: false,
      ...more,
    },
    { seen },
  )
