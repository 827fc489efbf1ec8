import { beforeEach, expect, test } from 'vitest'
import { newEntry } from '../../../shared/sync/engine/outbox-entry'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import type { Kept } from '../../../shared/sync/engine/ports'
import { mutationOf, replyArgs, sanne, ticketId } from '../../../shared/tickets/example'
import { createDecisions } from './decisions'

let asked: unknown[]
let changed: (readonly string[])[]
let back: string[]
let answer: Kept
let entries: OutboxEntry[]
beforeEach(() => {
  asked = []
  changed = []
  back = []
  answer = { ok: true }
  entries = []
})

const entry = (state: OutboxEntry['state'], mutation = mutationOf('reply.send', replyArgs)): OutboxEntry => ({
  ...newEntry(mutation, null, null),
  order: 1,
  state,
})
const open = () => {
  let ids = 0
  return createDecisions({
    engine: {
      entries: () => entries,
      discard: (id, decisionId) => {
        asked.push(['discard', id, decisionId])
        return Promise.resolve(answer)
      },
      takeBack: (mutationIds, decisionIds) => {
        asked.push(['takeBack', mutationIds, decisionIds])
        return Promise.resolve(answer)
      },
      seeOverruled: (mutationIds) => {
        asked.push(['seeOverruled', mutationIds])
        return Promise.resolve()
      },
    },
    cache: { whole: () => Promise.resolve({ ticket: null, timeline: [] }) },
    queue: { reference: () => null },
    agentId: sanne.id,
    newId: () => `decision ${++ids}`,
    changed: (tickets) => changed.push(tickets),
    putBack: (ticket) => back.push(ticket),
  })
}
const full: Kept = { ok: false, error: { code: 'disk-full', message: 'Full.' } }

test('what its author gives up is given up, and its ticket shown without it', async () => {
  entries = [entry('held')]
  const id = entries[0]?.mutation.id ?? ''
  expect(await open().discard({ mutationId: id, along: [] })).toEqual({ ok: true, mutationId: id })
  expect([asked, changed]).toEqual([[['discard', id, 'decision 1']], [[ticketId]]])
})

test('what could not be given up, or taken back, is not called so, and is shown as it was', async () => {
  answer = full
  entries = [entry('held')]
  const id = entries[0]?.mutation.id ?? ''
  expect(await open().discard({ mutationId: id, along: [] })).toEqual(full)
  expect(await open().takeBack({ mutationId: id, along: [] })).toEqual(full)
  expect([changed, back]).toEqual([[], []])
})

test('work is taken back without what does not rest on it, and its words are where they were written', async () => {
  entries = [entry('held'), entry('waiting')]
  const id = entries[0]?.mutation.id ?? ''
  expect(await open().takeBack({ mutationId: id, along: [] })).toEqual({
    ok: true,
    mutationId: id,
    ticketId,
    writtenIn: { composer: 'reply' },
  })
  expect([asked, changed, back]).toEqual([[['takeBack', [id], ['decision 1']]], [[ticketId]], [ticketId]])
})

test('what another window decided on meanwhile is decided', async () => {
  expect(await open().takeBack({ mutationId: 'gone', along: [] })).toMatchObject({
    ok: false,
    error: { code: 'already-decided' },
  })
  expect(asked).toEqual([])
  expect(await open().discard({ mutationId: 'gone', along: [] })).toMatchObject({
    ok: false,
    error: { code: 'already-decided' },
  })
  expect([asked, changed]).toEqual([[], []])
})

test('what was seen to be overruled is noted, and all of it is looked at again', async () => {
  expect(await open().seeOverruled({ mutationIds: ['a', 'b'] })).toBeNull()
  expect([asked, changed]).toEqual([[['seeOverruled', ['a', 'b']]], [[]]])
})

test('what rests on work that is given up is asked about first, then taken back before it, with its words', async () => {
  const creation = mutationOf('ticket.create', {
    channel: 'telephone',
    fields: {
      subject: 'Till',
      customerId: null,
      reporter: { name: '', email: '', keyUserId: null },
      language: 'nl',
      teamId: null,
      assigneeId: null,
      type: null,
      priority: null,
      cover: null,
    },
    text: 'x',
    occurredAt: null,
  })
  entries = [entry('rejected', creation), entry('waiting', mutationOf('note.add', { text: 'Called' }))]
  const [first = '', second = ''] = entries.map(({ mutation }) => mutation.id)
  const discard = (along: readonly string[]) => open().discard({ mutationId: first, along })
  expect(await discard([])).toMatchObject({
    ok: false,
    error: { code: 'takes-more', details: [{ id: second, type: 'note.add' }] },
  })
  answer = full
  expect(await discard([second])).toEqual(full)
  expect([asked, changed, back]).toEqual([[['takeBack', [second], ['decision 1']]], [], []])
  asked = []
  answer = { ok: true }
  expect(await discard([second])).toEqual({ ok: true, mutationId: first })
  expect([asked, changed, back]).toEqual([
    [
      ['takeBack', [second], ['decision 1']],
      ['discard', first, 'decision 2'],
    ],
    [[ticketId]],
    [ticketId],
  ])
})
