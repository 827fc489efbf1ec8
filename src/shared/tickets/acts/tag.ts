import { z } from 'zod'
import { applied, rejected } from '../decision'
import { always } from '../since'
import { hasTag, tagsWithout } from '../tags'
import { filledText, text } from '../values'
import { act, event, statuses } from './define'

/** How many a ticket has at most. */
const mostTags = 20

const written = z.array(text(40)).max(mostTags)

export const tagsChanged = event('tags.changed', {
  body: { added: written, removed: written },
  fold({ tags = [] }, { added, removed }) {
    const kept = tagsWithout(tags, removed)
    const now = [...kept, ...tagsWithout(added, kept)]
    return { tags: now.length > 0 ? now : undefined }
  },
  words: ({ added }) => added,
})

/** A comma would part it in two where it is written. */
const tag = z
  .string()
  .trim()
  .pipe(filledText(40))
  .refine((value) => !value.includes(','), 'must not contain a comma')

/** What is added and what is taken away, and not what there is then: of two who tag a ticket at once, both get what they want. */
export const tagTicket = act(
  'ticket.tag',
  { 1: z.object({ add: z.array(tag).max(mostTags), remove: z.array(tag).max(mostTags) }) },
  {
    allowed: { statuses: statuses.any },
    since: always,
    decide({ tags = [] }, { args }, { now }) {
      const removed = tags.filter((known) => hasTag(args.remove, known))
      const kept = tagsWithout(tags, removed)
      const added = tagsWithout(args.add, kept)
      if (kept.length + added.length > mostTags)
        return rejected('too-many-tags', `A ticket has at most ${mostTags} tags: take some away first.`)
      if (added.length + removed.length === 0) return applied()
      return applied({ at: now, body: { type: 'tags.changed', added: [...added], removed } })
    },
    dialogs: ['tag'],
    filledIn: ({ add, remove }) => ({
      dialog: 'tag',
      fields: { text: add.join(', '), removed: remove.join(', ') },
    }),
    authored: ({ add }) => add.join(', '),
    sample: (chance) => ({
      add: [chance.pick(['Month end', 'Printer', 'VAT']), chance.pick(['printer', 'Stock'])],
      remove: [chance.pick(['vat', 'STOCK', 'Till'])],
    }),
  },
)
