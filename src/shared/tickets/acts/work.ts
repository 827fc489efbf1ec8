import { z } from 'zod'
import { earliest, withFacts } from '../fold-parts'
import { reported } from '../reported'
import { fact } from '../since'
import { instant } from '../values'
import { act, event, noWords } from './define'

export const workStarted = event('work.started', {
  body: {},
  fold: (ticket, started) =>
    withFacts(ticket, started, 'work', {
      workStartedAt: earliest(ticket.facts.workStartedAt, started.at),
    }),
  words: noWords,
})

export const startWork = act(
  'work.start',
  { 1: z.object({ occurredAt: instant.nullable() }) },
  {
    allowed: {
      statuses: ['new', 'open'],
      unless: ({ facts }) =>
        facts.workStartedAt === null
          ? null
          : { code: 'work-started', message: 'Work on this ticket has already started.' },
    },
    since: fact,
    decide: (ticket, { args }, context) => reported('work', ticket, args, context, { type: 'work.started' }),
    authored: () => '',
    sample: () => ({ occurredAt: null }),
  },
)
