import { expect, test } from 'vitest'
import { newEntry } from '../../../shared/sync/engine/outbox-entry'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import { eventOf, monday10, mutationOf, replyArgs, ticketId, uuidOf } from '../../../shared/tickets/example'
import type { Mutation } from '../../../shared/tickets/mutations'
import type { QueueEntry } from '../queue/queue-entry'
import { outboxItems } from './outbox-items'

const epoch = uuidOf(900)
const entry = (mutation: Mutation, change: Partial<OutboxEntry> = {}): OutboxEntry => ({
  ...newEntry(mutation, null, null),
  order: 1,
  ...change,
})
const note = (text = 'x') => mutationOf('note.add', { text })
const reply = (attachmentIds: readonly string[] = []) =>
  mutationOf('reply.send', { ...replyArgs, attachmentIds: [...attachmentIds] })
const acknowledged = (of: string, change: Partial<OutboxEntry> = {}) =>
  ({ state: 'acknowledged', ack: { epoch: of, seq: 1 }, ...change }) as const

const itemsOf = (entries: readonly OutboxEntry[], more: Partial<Parameters<typeof outboxItems>[0]> = {}) =>
  outboxItems({
    entries,
    epoch,
    sending: new Set(),
    find: () => undefined,
    timeline: () => Promise.resolve([]),
    describe: (ids) => Promise.resolve(ids.map((id) => ({ id, name: 'a', mediaType: '', size: 1 }))),
    ...more,
  })

test('what waits says whether it is on its way, behind a decision, or neither', async () => {
  const [held, behind, going, waiting] = [reply(), reply(), note(), note()]
  const items = await itemsOf([entry(held, { state: 'held' }), entry(behind), entry(going), entry(waiting)], {
    sending: new Set([going.id]),
  })
  expect(items.map(({ mutation, state }) => [mutation.id, state])).toEqual([
    [held.id, 'held'],
    [behind.id, 'behind'],
    [going.id, 'sending'],
    [waiting.id, 'waiting'],
  ])
})

test('what the server has is listed no longer; what it lost, and what it overruled, is', async () => {
  const [done, lost, overruled, seen, dropped] = [note(), note(), note(), note(), note()]
  const items = await itemsOf([
    entry(done, acknowledged(epoch)),
    entry(lost, acknowledged(uuidOf(901))),
    entry(overruled, acknowledged(epoch, { overruled: true })),
    entry(seen, acknowledged(epoch, { overruled: false })),
    entry(dropped, { state: 'dropped' }),
  ])
  expect(items.map(({ mutation, state }) => [mutation.id, state])).toEqual([
    [lost.id, 'waiting'],
    [overruled.id, 'overruled'],
  ])
})

test('why the server sent it back is told, with its files and its ticket', async () => {
  const reason = { code: 'customer-wrote', message: 'x' }
  const ticket = { number: 7, subject: 'Printer', status: 'closed' } as QueueEntry
  const [item, other] = await itemsOf(
    [entry(reply([uuidOf(5)]), { state: 'rejected', reason }), entry(note(), { unsent: true })],
    { find: (id) => (id === ticketId ? ticket : undefined) },
  )
  expect(item).toMatchObject({
    state: 'rejected',
    reason,
    mayBeTakenBack: true,
    attachments: [{ id: uuidOf(5) }],
    ticketNumber: 7,
    ticketSubject: 'Printer',
    isClosed: true,
  })
  expect(other).toMatchObject({ reason: null, attachments: [], mayBeTakenBack: true })
  expect(await itemsOf([entry(note(), { sentIn: epoch })])).toMatchObject([
    { mayBeTakenBack: false, ticketNumber: null, ticketSubject: '', isClosed: false },
  ])
})

test('beside held work stands what others did since its author looked, without their own', async () => {
  const [mine, held] = [note(), reply()]
  const event = (text: string, version: number, mutationId: string | null) => ({
    ...eventOf({ type: 'note.added', text }, monday10, version),
    mutationId,
  })
  const timeline = [
    event('seen', 1, null),
    event('by mail', 2, null),
    event('my own', 3, mine.id),
    event('a colleague', 4, uuidOf(77)),
  ]
  const asked: string[] = []
  const from = {
    timeline: (id: string) => {
      asked.push(id)
      return Promise.resolve(timeline)
    },
  }
  const items = await itemsOf([entry(mine), entry(held, { state: 'held' })], from)
  expect(items.map(({ since }) => since.map((each) => 'text' in each && each.text))).toEqual([
    [],
    ['by mail', 'a colleague'],
  ])
  expect(asked).toEqual([ticketId])
  const [overruled] = await itemsOf([entry(mine, acknowledged(epoch, { overruled: true }))], from)
  expect(overruled?.since).toMatchObject([{ text: 'my own' }])
})
