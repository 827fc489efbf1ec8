import { z } from 'zod'
import { attentions } from '../attentions'
import { asked, feedback, latest } from '../fold-parts'
import { reported } from '../reported'
import { fact } from '../since'
import { instant, text } from '../values'
import { act, event, statuses } from './define'

/** Feedback given otherwise than by a reply, such as by telephone. */
export const feedbackGiven = event('feedback.given', {
  body: {
    channel: z.enum(['telephone', 'portal']),
    note: text(10_000),
    attention: z.enum(attentions).optional(),
  },
  fold: (ticket, given) => ({
    ...feedback(ticket, given),
    lastContactAt: latest(ticket.lastContactAt, given.at),
    ...asked(given),
  }),
  words: ({ note }) => [note],
})

export const giveFeedback = act(
  'feedback.give',
  {
    1: z.object({
      channel: z.enum(['telephone', 'portal']),
      note: text(10_000),
      occurredAt: instant.nullable(),
    }),
  },
  {
    allowed: {
      statuses: statuses.active,
      unless: ({ facts }) =>
        facts.feedbackAt === null
          ? null
          : { code: 'feedback-given', message: 'Feedback was already given; send a reply instead.' },
    },
    since: fact,
    decide: (ticket, { args }, context) =>
      reported('feedback', ticket, args, context, {
        type: 'feedback.given',
        channel: args.channel,
        note: args.note,
      }),
    dialogs: ['feedback'],
    filledIn: ({ note }) => ({ dialog: 'feedback', fields: { note } }),
    authored: (args) => args.note,
    sample: () => ({ channel: 'telephone', note: 'Called back.', occurredAt: null }),
  },
)
