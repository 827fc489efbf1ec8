import { expect, test } from 'vitest'
import { agreement20230224, calendarOf } from '../../../shared/sla/agreement'
import { eventOf, hour, joris, monday10, received, sanne } from '../../../shared/tickets/example'
import type { Undelivered } from '../../../shared/tickets/ticket'
import { noWork, toQueueEntry } from '../queue/queue-entry'
import { createQueueModel } from '../queue/queue-model'
import { countUndelivered, undeliveredReplies } from './undelivered'

const replyOf = (author: typeof sanne | typeof joris, text: string, hours: number) => {
  const from = { name: author.name, email: 'office@example.com' }
  const [to, cc] = [['piet@vandijk.example'], ['boss@vandijk.example']]
  const message = { text, html: null, from, to, cc, subject: 'Re', messageId: null, attachments: [] }
  const body = { type: 'reply.sent', message, purpose: 'reply', reachesCustomer: true } as const
  return eventOf(body, monday10 + hours * hour, hours + 1, author)
}
const timeline = [
  replyOf(sanne, 'Later.', 3),
  replyOf(joris, 'Of a colleague.', 2),
  replyOf(sanne, 'Earlier.', 1),
]
const undelivered = timeline.map(({ id, actor }): Undelivered => ({
  replyId: id,
  authorId: actor.id,
  state: 'failed',
  reachesCustomer: false,
}))
const model = createQueueModel()
const rules = { agreement: agreement20230224, calendar: calendarOf(agreement20230224) }
model.put([toQueueEntry({ ...received(), undelivered }, rules, noWork, monday10)])

const repliesOf = (agentId: string) =>
  undeliveredReplies({ model, agentId, timeline: () => Promise.resolve(timeline) })

test('of a ticket on which several wrote each is told of their own replies, the first written first', async () => {
  expect((await repliesOf(sanne.id)).map(({ text }) => text)).toEqual(['Earlier.', 'Later.'])
  expect(await repliesOf(joris.id)).toMatchObject([
    { text: 'Of a colleague.', to: ['piet@vandijk.example', 'boss@vandijk.example'], ticketNumber: 1042 },
  ])
})

test('as many are counted as are listed', async () => {
  for (const { id } of [sanne, joris]) expect(countUndelivered(model, id)).toBe((await repliesOf(id)).length)
})
