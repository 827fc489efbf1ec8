import { z } from 'zod'
import { endedAt } from '../../sla/wait-intervals'
import { rejected } from '../decision'
import { earliest, endOpenWaits, withFacts } from '../fold-parts'
import { reportedBehindReply, undelivered } from '../reported'
import { overtaken } from '../since'
import { instant, text } from '../values'
import { act, event, statuses } from './define'

export const ticketSolved = event('ticket.solved', {
  body: { resolution: text(200_000) },
  fold: (ticket, solved) => ({
    solvedWrittenAt: solved.recordedAt,
    status: ticket.status === 'closed' ? 'closed' : 'solved',
    openWait: null,
    ...withFacts(ticket, solved, 'solution', {
      solvedAt: earliest(ticket.facts.solvedAt, solved.at),
      waits: endOpenWaits(endedAt(ticket.facts.waits, solved.at), solved.at),
    }),
  }),
  words: ({ resolution }) => [resolution],
})

export const solveTicket = act(
  'ticket.solve',
  {
    1: z.object({ resolution: text(200_000), occurredAt: instant.nullable(), anyway: z.boolean() }),
  },
  {
    allowed: { statuses: statuses.active },
    since: { kind: 'intent', heldBy: overtaken, isFact: true },
    decide(ticket, { args }, context) {
      if (ticket.facts.feedbackAt === null && !context.unsentReply) {
        const isUndelivered = (ticket.undelivered ?? []).some(({ reachesCustomer: reaches }) => !reaches)
        if (isUndelivered) return undelivered
        return rejected(
          'feedback-first',
          'Give the key user feedback first: send a reply, or log a telephone call.',
        )
      }
      return reportedBehindReply('solution', ticket, args, context, {
        type: 'ticket.solved',
        resolution: args.resolution,
      })
    },
    dialogs: ['solve'],
    filledIn: ({ resolution }) => ({ dialog: 'solve', fields: { resolution } }),
    authored: ({ resolution }) => resolution,
    restsOnReply: () => 'feedback',
    sample: () => ({ resolution: 'The scheduled action was switched on.', occurredAt: null, anyway: true }),
  },
)
