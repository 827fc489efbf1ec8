import { expect, test } from 'vitest'
import { mayBeDoneBefore, needsAuthor, newEntry } from './outbox-entry'
import type { EntryState, OutboxEntry } from './outbox-entry'
import { finished, settle, undecided } from './settle'

const here = { epoch: 'e', seq: 10 }

function entry(id: string, state: EntryState, replaces: string | null = null, seq = 5): OutboxEntry {
  const mutation = {
    id,
    type: 'note.add',
    v: 1,
    ticketId: 'ticket',
    args: { text: id },
    seen: { version: 1, customerMessages: 0, publicReplies: 0 },
    after: [],
    writtenAt: 0,
  }
  const ack = state === 'acknowledged' ? { epoch: 'e', seq } : null
  return { ...newEntry(mutation, replaces, null), order: 1, state, ack }
}

const idsOf = (entries: readonly OutboxEntry[]) =>
  finished(entries, here, here).map(({ mutation }) => mutation.id)

test('what was applied is let go once the cache and the durable log have passed it', () => {
  expect(
    idsOf([entry('a', 'acknowledged'), entry('b', 'acknowledged', null, 11), entry('c', 'waiting')]),
  ).toEqual(['a'])
})

test('what was dropped is let go', () => {
  expect(idsOf([entry('a', 'dropped'), entry('b', 'held')])).toEqual(['a'])
})

test('what was replaced is kept as long as the last of its replacements', () => {
  const chain = [entry('a', 'dropped'), entry('b', 'dropped', 'a')]
  expect(idsOf([...chain, entry('c', 'waiting', 'b')])).toEqual([])
  expect(idsOf([...chain, entry('c', 'acknowledged', 'b')])).toEqual(['a', 'b', 'c'])
})

test('what was overruled stays before its author until it was seen', () => {
  const waiting = entry('a', 'waiting')
  const outcome = { mutationId: 'a', result: 'merged', seq: 5, reason: null } as const
  const head = { epoch: 'e', seq: 5 }
  const [patch] = settle([waiting], { outcomes: [outcome], head, serverTime: 0, durableSeq: 5 })
  const overruled = { ...waiting, ...patch?.change }
  expect(needsAuthor(overruled)).toBe(true)
  expect(idsOf([overruled])).toEqual([])
  expect(needsAuthor({ ...overruled, overruled: false })).toBe(false)
  expect(idsOf([{ ...overruled, overruled: false }])).toEqual(['a'])
})

test('what another log was first sent, and decided nothing of, was never in the former one; what it was sent before may have been', () => {
  const noted = (before: OutboxEntry): OutboxEntry => ({
    ...before,
    unsent: false,
    sentIn: before.sentIn ?? 'e',
  })
  const batch = [entry('a', 'waiting'), { ...entry('b', 'waiting'), sentIn: 'e' }]
  const patches = undecided(batch)
  const after = batch.map(noted).map((each, index) => ({ ...each, ...patches[index]?.change }))
  expect(after.map((each) => mayBeDoneBefore(each, 'next'))).toEqual([false, true])
  expect(batch.map(noted).map((each) => mayBeDoneBefore(each, 'next'))).toEqual([true, true])
})
