import { z } from 'zod'
import { attentions } from '../attentions'
import { asked, latest } from '../fold-parts'
import { reported, reportedBehindReply } from '../reported'
import { fact } from '../since'
import { instant, text } from '../values'
import { act, event, statuses } from './define'

/** How somebody of the customer was tried to be reached ("contactpoging"). */
export const contactAttempt = z.object({ channel: z.enum(['email', 'telephone']), note: text(10_000) })

export const contactAttempted = event('contact.attempted', {
  body: { attempt: contactAttempt, attention: z.enum(attentions).optional() },
  fold: (ticket, attempted) => ({
    lastContactAttemptAt: latest(ticket.lastContactAttemptAt, attempted.at),
    ...asked(attempted),
  }),
  words: ({ attempt }) => [attempt.note],
})

export const logContact = act(
  'contact.log',
  { 1: z.object({ attempt: contactAttempt, occurredAt: instant.nullable() }) },
  {
    allowed: { statuses: statuses.unclosed },
    since: fact,
    decide: (ticket, { args }, context) =>
      (args.attempt.channel === 'email' ? reportedBehindReply : reported)(
        'contact-attempt',
        ticket,
        args,
        context,
        {
          type: 'contact.attempted',
          attempt: args.attempt,
        },
      ),
    restsOnReply: ({ attempt }) => (attempt.channel === 'email' ? 'attempt' : null),
    authored: ({ attempt }) => attempt.note,
    sample: () => ({ attempt: { channel: 'email', note: 'Asked again.' }, occurredAt: null }),
  },
)
