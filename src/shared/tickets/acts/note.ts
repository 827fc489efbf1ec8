import { z } from 'zod'
import { applied } from '../decision'
import { always } from '../since'
import { filledText, text } from '../values'
import { act, event, statuses } from './define'

export const noteAdded = event('note.added', {
  body: { text: text(200_000) },
  fold: (ticket) => ({ notes: ticket.notes + 1 }),
  words: (added) => [added.text],
})

/** A note for colleagues; no customer sees it. */
export const addNote = act(
  'note.add',
  { 1: z.object({ text: filledText(200_000) }) },
  {
    allowed: { statuses: statuses.any },
    since: always,
    decide: (_, { args }, { now }) => applied({ at: now, body: { type: 'note.added', text: args.text } }),
    authored: (args) => args.text,
    sample: (chance) => ({ text: `Looked at the log. ${chance.uuid()}` }),
  },
)
