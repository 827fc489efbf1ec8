import { z } from 'zod'
import { applied, rejected } from '../decision'
import { always, heldBy } from '../since'
import { filledText, text } from '../values'
import { act, event, statuses } from './define'

/** 1: a (senior) partner; 2: the Managing Partner. */
const level = z.union([z.literal(1), z.literal(2)])

export const ticketEscalated = event('ticket.escalated', {
  body: { level, reason: text(10_000) },
  fold: (_, escalated) => ({
    escalation: { level: escalated.level, at: escalated.at, reason: escalated.reason },
  }),
  words: ({ reason }) => [reason],
})

export const escalationEnded = event('escalation.ended', {
  body: { note: text(10_000) },
  fold: () => ({ escalation: null }),
  words: ({ note }) => [note],
})

export const escalateTicket = act(
  'ticket.escalate',
  {
    1: z.object({
      level,
      reason: filledText(10_000),
    }),
  },
  {
    allowed: {
      statuses: statuses.unclosed,
      unless: ({ escalation }) =>
        escalation?.level === 2
          ? { code: 'already-escalated', message: 'This ticket is already with the Managing Partner.' }
          : null,
    },
    // Where a colleague has escalated it too, the rules below say so.
    since: heldBy('escalation-ended'),
    decide(ticket, { args }, { now }) {
      const current = ticket.escalation?.level ?? 0
      if (args.level <= current)
        return rejected('already-escalated', `This ticket is already at level ${current}.`)
      if (args.level === 2 && current === 0)
        return rejected(
          'level-1-first',
          'An escalation is first handled by a (senior) partner: escalate to level 1.',
        )
      return applied({ at: now, body: { type: 'ticket.escalated', level: args.level, reason: args.reason } })
    },
    dialogs: ['escalate'],
    filledIn: (args) => ({ dialog: 'escalate', fields: { level: String(args.level), reason: args.reason } }),
    authored: ({ reason }) => reason,
    sample: (chance) => ({ level: chance.pick([1, 2] as const), reason: 'Production stands still.' }),
  },
)

export const endEscalation = act(
  'escalation.end',
  { 1: z.object({ note: text(10_000) }) },
  {
    allowed: {
      statuses: statuses.unclosed,
      roles: ['senior', 'managing-partner', 'administrator'],
      unless: ({ escalation }) =>
        escalation ? null : { code: 'not-escalated', message: 'This ticket is not escalated.' },
    },
    since: always,
    decide: (_, { args }, { now }) =>
      applied({ at: now, body: { type: 'escalation.ended', note: args.note } }),
    dialogs: ['end-escalation'],
    filledIn: ({ note }) => ({ dialog: 'end-escalation', fields: { note } }),
    authored: ({ note }) => note,
    sample: () => ({ note: 'Handled.' }),
  },
)
