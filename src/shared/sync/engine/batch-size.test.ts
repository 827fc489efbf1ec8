import { expect, test } from 'vitest'
import { monday10, uuidOf } from '../../tickets/example'
import { createBatchSize } from './batch-size'
import type { OutboxEntry } from './outbox-entry'

const noteOn = (id: number, ticket: number, after: readonly number[] = []): OutboxEntry =>
  ({
    mutation: {
      id: uuidOf(id),
      type: 'note.add',
      v: 1,
      ticketId: uuidOf(ticket),
      args: { text: 'Kept' },
      seen: { version: 1, customerMessages: 0, publicReplies: 0 },
      after: after.map(uuidOf),
      writtenAt: monday10,
    },
    state: 'waiting',
    reason: null,
    ack: null,
  }) as unknown as OutboxEntry

/** A server that fails over whatever holds one of `bad`, and decides on all else. */
function sendAll(all: readonly OutboxEntry[], bad: ReadonlySet<string>, rounds: number) {
  let waiting = all
  const size = createBatchSize()
  const batches: string[][] = []
  for (let round = 0; round < rounds; round++) {
    const sent = size.next(waiting, uuidOf(1), () => true)
    batches.push(sent.map(({ mutation }) => mutation.id))
    if (sent.some(({ mutation }) => bad.has(mutation.id))) size.failed(sent)
    else {
      size.answered(sent, 100)
      waiting = waiting.filter((entry) => !sent.includes(entry))
    }
  }
  return { left: waiting.map(({ mutation }) => mutation.id), batches }
}

test('a batch over which the server fails twice is halved, until all but what makes it fail is decided', () => {
  const all = Array.from({ length: 20 }, (_, n) => noteOn(100 + n, 200 + n))
  const bad = new Set([uuidOf(100), uuidOf(107)])
  const { left, batches } = sendAll(all, bad, 60)
  expect(left).toEqual([...bad])
  expect(batches.slice(0, 3).map(({ length }) => length)).toEqual([20, 20, 10])
})

test('on a slow line batches are as small as lets one see them go, and grow on a good one', () => {
  const all = Array.from({ length: 60 }, (_, n) => noteOn(100 + n, 200 + n))
  const size = createBatchSize()
  const next = () => size.next(all, uuidOf(1), () => true)
  size.greeted(3000)
  expect(next()).toHaveLength(10)
  size.answered(next(), 8000)
  expect(next()).toHaveLength(5)
  size.answered(next(), 3000)
  expect(next()).toHaveLength(5)
  size.answered(next(), 60_000)
  expect(next()).toHaveLength(1)
  for (let times = 0; times < 7; times++) size.answered(next(), 100)
  expect(next()).toHaveLength(60)
})

test('what builds on work that lets others go first goes behind it', () => {
  const all = [noteOn(100, 200), noteOn(101, 201, [100]), noteOn(102, 202)]
  const { left, batches } = sendAll(all, new Set([uuidOf(100)]), 40)
  expect(left).toEqual([uuidOf(100), uuidOf(101)])
  for (const batch of batches)
    if (batch.includes(uuidOf(101))) expect(batch.indexOf(uuidOf(100))).toBe(batch.indexOf(uuidOf(101)) - 1)
})

test('work that failed is tried again and again, each ticket in its turn', () => {
  const all = [noteOn(100, 200), noteOn(101, 201)]
  const { batches } = sendAll(all, new Set([uuidOf(100), uuidOf(101)]), 40)
  const tried = batches.slice(10).flat()
  expect(tried.filter((id) => id === uuidOf(100)).length).toBeGreaterThan(10)
  expect(tried.filter((id) => id === uuidOf(101)).length).toBeGreaterThan(10)
})
