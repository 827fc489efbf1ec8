import { expect, test } from 'vitest'
import type { TicketEvent } from '../../../shared/tickets/events'
import { wantedFiles } from './wanted-files'

const attachment = (id: string, name = `${id}.pdf`) => ({ id, name, mediaType: 'application/pdf', size: 1 })
const message = (...attachments: readonly ReturnType<typeof attachment>[]) =>
  ({ type: 'message.received', message: { attachments } }) as unknown as TicketEvent
const reply = (...attachments: readonly ReturnType<typeof attachment>[]) =>
  ({ type: 'reply.sent', message: { attachments } }) as unknown as TicketEvent
const note = { type: 'note.added' } as TicketEvent

const timelines: Readonly<Record<string, readonly TicketEvent[]>> = {
  first: [message(attachment('a')), note, reply(attachment('b'))],
  second: [message(attachment('c'), attachment('d', 'setup.exe'))],
  // The same file came once more, in what was quoted.
  third: [message(attachment('a'))],
}

test('files come in the order of their tickets, each once, without what is here or may do harm', async () => {
  const wanted = await wantedFiles(
    {
      cache: {
        // As the cache does: in the order in which they lie.
        async eachTimeline(tickets, onTimeline) {
          for (const { id } of tickets.toReversed()) await onTimeline(id, timelines[id] ?? [])
        },
      },
      device: { here: (ids) => Promise.resolve(ids.filter((id) => id === 'b')) },
    },
    [
      { id: 'second', number: 2 },
      { id: 'first', number: 1 },
      { id: 'third', number: 3 },
      { id: 'plain', number: 4 },
    ],
    new AbortController().signal,
  )
  expect(wanted.missing.map(({ ticketId, attachment: { id } }) => [ticketId, id])).toEqual([
    ['second', 'c'],
    ['third', 'a'],
  ])
  expect(wanted).toMatchObject({ here: 1, dangerous: 1 })
})
