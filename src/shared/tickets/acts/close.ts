import { z } from 'zod'
import { applied, rejected } from '../decision'
import { endOpenWaits } from '../fold-parts'
import { silentSinceAttempt, unconfirmedSince } from '../silence'
import { heldBy, overtaken } from '../since'
import { text } from '../values'
import { act, event, statuses } from './define'

const closingReasons = ['confirmed', 'no-contact', 'unconfirmed', 'withdrawn', 'duplicate', 'spam'] as const

export const ticketClosed = event('ticket.closed', {
  body: { reason: z.enum(closingReasons), note: text(10_000) },
  fold: ({ facts }, closed) => ({
    status: 'closed',
    openWait: null,
    escalation: null,
    facts: { ...facts, closedAt: closed.at, waits: endOpenWaits(facts.waits, closed.at) },
  }),
  words: ({ note }) => [note],
})

export const closeTicket = act(
  'ticket.close',
  { 1: z.object({ reason: z.enum(closingReasons), note: text(10_000), anyway: z.boolean() }) },
  {
    allowed: { statuses: statuses.unclosed },
    since: heldBy(...overtaken, 'escalated-meanwhile'),
    decide(ticket, { args: { reason, note } }, { now, termOver }) {
      if ((reason === 'confirmed' || reason === 'unconfirmed') && ticket.status !== 'solved')
        return rejected('not-solved', 'Only a solved ticket can be confirmed: solve it first.')
      if (reason === 'no-contact') {
        const silentSince = silentSinceAttempt(ticket)
        if (silentSince === null)
          return rejected(
            'no-silence',
            'The ticket does not wait for the key user, or there was contact since the last attempt.',
          )
        if (!termOver('contact', silentSince))
          return rejected(
            'contact-term-running',
            'Seven days without contact have not passed since the last contact attempt.',
          )
      }
      if (reason === 'unconfirmed' && !termOver('confirmation', unconfirmedSince(ticket) ?? now))
        return rejected(
          'confirmation-term-running',
          'Seven days without confirmation have not passed since the ticket was solved.',
        )
      return applied({ at: now, body: { type: 'ticket.closed', reason, note } })
    },
    dialogs: ['close'],
    // A reason that was chosen from a list is chosen again as quickly.
    filledIn: ({ reason, note }) =>
      note.trim() === '' ? null : { dialog: 'close', fields: { reason, note } },
    authored: ({ note }) => note,
    sample: () => ({ reason: 'withdrawn', note: '', anyway: true }),
  },
)
