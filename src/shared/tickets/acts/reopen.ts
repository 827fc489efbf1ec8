import { z } from 'zod'
import { applied } from '../decision'
import { withFacts } from '../fold-parts'
import { heldBy } from '../since'
import { filledText, text } from '../values'
import { act, event } from './define'

export const ticketReopened = event('ticket.reopened', {
  body: { reason: text(10_000) },
  /** The time in which it stood solved counts for no clock. */
  fold(ticket, reopened) {
    const { solvedAt, closedAt, waits, feedbackAt } = ticket.facts
    const from = solvedAt ?? closedAt ?? reopened.at
    return {
      status: feedbackAt === null ? 'new' : 'open',
      ...withFacts(ticket, reopened, 'reopening', {
        solvedAt: null,
        closedAt: null,
        waits: [...waits, { kind: 'solved', from, to: Math.max(from, reopened.at) }],
      }),
    }
  },
  words: ({ reason }) => [reason],
})

export const reopenTicket = act(
  'ticket.reopen',
  {
    1: z.object({
      reason: filledText(10_000),
      /** Reopen although it was closed meanwhile; left out by apps that never ask. */
      anyway: z.boolean().optional(),
    }),
  },
  {
    allowed: { statuses: ['solved', 'closed'] },
    since: heldBy('closed-meanwhile'),
    decide: (_, { args }, { now }) =>
      applied({ at: now, body: { type: 'ticket.reopened', reason: args.reason } }),
    isMoot: ({ status }, { since }) =>
      status !== 'solved' && status !== 'closed' && since.some(({ type }) => type === 'ticket.reopened'),
    dialogs: ['reopen'],
    filledIn: ({ reason }) => ({ dialog: 'reopen', fields: { reason } }),
    authored: ({ reason }) => reason,
    sample: () => ({ reason: 'It came back.' }),
  },
)
