import { expect, test } from 'vitest'
import { byteLength } from '../wire-size'
import { nextBatch, waitingForDecision } from './lanes'
import type { EntryState, OutboxEntry } from './outbox-entry'

let order = 0
function entry(
  ticketId: string,
  type: string,
  state: EntryState = 'waiting',
  after: string[] = [],
): OutboxEntry {
  const id = `${type}-${++order}`
  const seen = { version: 1, customerMessages: 0, publicReplies: 0 }
  return {
    order,
    mutation: { id, type, v: 1, ticketId, args: {}, seen, after, writtenAt: 0 },
    state,
    reason: null,
    ack: state === 'acknowledged' ? { epoch: 'one', seq: 5 } : null,
    changed: true,
    replaces: null,
    place: null,
    decisionId: null,
  }
}
const types = (batch: readonly OutboxEntry[]): readonly string[] => batch.map(({ mutation }) => mutation.type)

test('tickets do not wait for each other, and a lane keeps its order', () => {
  const entries = [entry('a', 'work.start'), entry('b', 'wait.end'), entry('a', 'wait.start')]
  expect(types(nextBatch(entries, 'one'))).toEqual(['work.start', 'wait.end', 'wait.start'])
})

test('what was written for a refused mail waits for the decision on that, until the next mail', () => {
  const mailed = (): OutboxEntry => {
    const waits = entry('a', 'wait.start')
    const contactAttempt = { channel: 'email', note: '' }
    const args = { kind: 'key-user', reason: 'Asked', contactAttempt, occurredAt: null }
    return {
      ...waits,
      mutation: {
        ...waits.mutation,
        id: '00000000-0000-7000-8000-000000000001',
        ticketId: '00000000-0000-7000-8000-00000000000a',
        args,
      },
    }
  }
  const on = (each: OutboxEntry): OutboxEntry => ({
    ...each,
    mutation: { ...each.mutation, ticketId: '00000000-0000-7000-8000-00000000000a' },
  })
  const refused = on(entry('a', 'reply.send', 'rejected'))
  expect(types(nextBatch([refused, mailed()], 'one'))).toEqual([])
  expect(waitingForDecision([refused, mailed()]).size).toBe(1)
  const another = {
    ...on(entry('a', 'reply.send', 'acknowledged')),
    ack: { epoch: 'one', seq: 5 },
  } as OutboxEntry
  expect(types(nextBatch([refused, another, mailed()], 'one'))).toEqual(['wait.start'])
})

test('a batch ends behind a wait, which its own rules may hold', () => {
  expect(types(nextBatch([entry('a', 'wait.start'), entry('a', 'wait.end')], 'one'))).toEqual(['wait.start'])
})

test('held work stops its own lane, notes excepted, and no other', () => {
  const entries = [
    entry('a', 'reply.send', 'held'),
    entry('a', 'ticket.solve'),
    entry('a', 'note.add'),
    entry('b', 'ticket.solve'),
  ]
  const batch = nextBatch(entries, 'one')
  expect(batch.map(({ mutation }) => `${mutation.ticketId} ${mutation.type}`)).toEqual([
    'a note.add',
    'b ticket.solve',
  ])
})

test('what is written after a reply waits until the server has decided on the reply', () => {
  const entries = [entry('a', 'reply.send'), entry('a', 'ticket.solve')]
  expect(types(nextBatch(entries, 'one'))).toEqual(['reply.send'])
})

test('a mutation waits for what it names', () => {
  const upload = entry('a', 'ticket.create')
  const entries = [entry('b', 'reply.send', 'waiting', [upload.mutation.id])]
  expect(types(nextBatch([...entries, upload], 'one'))).toEqual(['ticket.create'])
  expect(types(nextBatch([upload, ...entries], 'one'))).toEqual(['ticket.create', 'reply.send'])
})

test('a mutation of another ticket waits while what it names is held or rejected', () => {
  for (const state of ['held', 'rejected'] as const) {
    const needed = entry('a', 'reply.send', state)
    const behind = entry('b', 'ticket.solve', 'waiting', [needed.mutation.id])
    expect(nextBatch([needed, behind], 'one')).toEqual([])
  }
})

test('what a restored server has forgotten is sent again, in its old place', () => {
  const entries = [entry('a', 'work.start', 'acknowledged'), entry('a', 'wait.start')]
  expect(types(nextBatch(entries, 'one'))).toEqual(['wait.start'])
  expect(types(nextBatch(entries, 'two'))).toEqual(['work.start', 'wait.start'])
})

test('a batch stays within its limits, and one that is too large goes alone', () => {
  const entries = [entry('a', 'note.add'), entry('b', 'note.add'), entry('c', 'note.add')]
  expect(nextBatch(entries, 'one', { mutations: 2, bytes: 10_000 })).toHaveLength(2)
  expect(nextBatch(entries, 'one', { mutations: 9, bytes: 10 })).toHaveLength(1)
})

test('bytes are counted as UTF-8', () => {
  for (const text of ['abc', 'é', '€', '👍', 'naïef €5 👍'])
    expect(byteLength(text)).toBe(new TextEncoder().encode(text).length)
})

test('what stands behind held work, in its lane or by name, waits for a decision; the rest goes out by itself', () => {
  const held = entry('a', 'reply.send', 'held')
  const solve = entry('a', 'ticket.solve')
  const entries = [
    entry('a', 'work.start'),
    held,
    solve,
    entry('a', 'note.add'),
    entry('b', 'reply.send', 'waiting', [solve.mutation.id]),
    entry('b', 'wait.start'),
    entry('c', 'ticket.create', 'rejected'),
    entry('c', 'reply.send'),
    entry('d', 'reply.send', 'rejected'),
    entry('d', 'wait.start'),
  ]
  const waiting = waitingForDecision(entries)
  expect(types(entries.filter(({ mutation }) => waiting.has(mutation.id)))).toEqual([
    'ticket.solve',
    'reply.send',
    'wait.start',
    'reply.send',
  ])
  const sent = new Set(nextBatch(entries, 'one').map(({ mutation }) => mutation.id))
  expect(entries.filter(({ mutation }) => sent.has(mutation.id) && waiting.has(mutation.id))).toEqual([])
})
