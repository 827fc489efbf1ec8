import { z } from 'zod'
import { attentions } from '../attentions'
import { rejected } from '../decision'
import { asked, latest } from '../fold-parts'
import {
  isLeftReplyGivenUp,
  isLeftReplyUndelivered,
  reported,
  reportedBehindReply,
  undelivered,
} from '../reported'
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
    since: { ...fact, mayBeHeld: true },
    decide(ticket, { args }, context) {
      const isMail = args.attempt.channel === 'email'
      if (isMail && isLeftReplyUndelivered(ticket, context)) return undelivered
      if (isMail && isLeftReplyGivenUp(context))
        return rejected(
          'contact-attempt-required',
          'The mail of this attempt did not leave: say how else you tried to reach the key user.',
        )
      const report = isMail ? reportedBehindReply : reported
      return report('contact-attempt', ticket, args, context, {
        type: 'contact.attempted',
        attempt: args.attempt,
      })
    },
    restsOnReply: ({ attempt }) => (attempt.channel === 'email' ? 'attempt' : null),
    dialogs: ['contact'],
    filledIn: ({ attempt: { channel, note } }) => ({ dialog: 'contact', fields: { channel, note } }),
    authored: ({ attempt }) => attempt.note,
    sample: () => ({ attempt: { channel: 'email', note: 'Asked again.' }, occurredAt: null }),
  },
)
