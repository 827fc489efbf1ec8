import { expect, test } from 'vitest'
import type { MutationEnvelope } from '../../tickets/mutations'
import { dropRecord, mutationRecord, newEntry, parseRecord } from './outbox-entry'
import type { OutboxEntry } from './outbox-entry'
import { uniteWithJournal } from './union'

const me = { workspaceId: 'office', agentId: 'me' }
const other = { workspaceId: 'office', agentId: 'other' }
const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

const note = (n: number): MutationEnvelope => ({
  id: uuid(n),
  type: 'note.add',
  v: 1,
  ticketId: uuid(900),
  args: { text: `note ${n}` },
  seen: { version: 1, customerMessages: 0, publicReplies: 0 },
  after: [],
  writtenAt: 1_770_000_000_000,
})
const record = (n: number, replaces: string | null = null, who = me) => ({
  id: uuid(n),
  text: mutationRecord(who, note(n), replaces),
})
const kept = (n: number): OutboxEntry => ({ ...newEntry(note(n), null, null), order: n })
const idsOf = (added: readonly { readonly mutation: MutationEnvelope }[]) =>
  added.map(({ mutation }) => mutation.id)

test('what only the journal still has comes back, in its order', () => {
  const { add } = uniteWithJournal([], [record(1), record(2)], me)
  expect(idsOf(add)).toEqual([uuid(1), uuid(2)])
})

test('what the outbox has is left as it is', () => {
  const { add, patch, forget } = uniteWithJournal([kept(1)], [record(1)], me)
  expect([add, patch, forget]).toEqual([[], [], []])
})

test("another person's work stays in the journal, untouched", () => {
  const { add, forget } = uniteWithJournal([], [record(1, null, other)], me)
  expect([add, forget]).toEqual([[], []])
})

test('work that was dropped does not come back when the outbox is lost', () => {
  const drop = { id: uuid(5), text: dropRecord(me, uuid(1)) }
  const { add, forget } = uniteWithJournal([], [record(1), drop], me)
  expect(add).toEqual([])
  expect(forget).toContain(uuid(1))
})

test('what replaced other work stands where that stood', () => {
  const { add } = uniteWithJournal([], [record(1), record(2), record(3, uuid(1))], me)
  expect(idsOf(add.filter(({ state }) => state === 'waiting'))).toEqual([uuid(3), uuid(2)])
})

test('what was replaced is kept with its replacement, dropped, so that the place is known after a second loss too', () => {
  const { add, forget } = uniteWithJournal([], [record(1), record(2), record(3, uuid(1))], me)
  expect(add.map(({ mutation, state }) => [mutation.id, state])).toEqual([
    [uuid(1), 'dropped'],
    [uuid(3), 'waiting'],
    [uuid(2), 'waiting'],
  ])
  expect(forget).toEqual([])
})

test('what was replaced is given up with its replacement', () => {
  const drop = { id: uuid(5), text: dropRecord(me, uuid(3)) }
  const { add, forget } = uniteWithJournal([], [record(1), record(3, uuid(1)), drop], me)
  expect(add).toEqual([])
  expect(forget).toEqual(expect.arrayContaining([uuid(1), uuid(3), uuid(5)]))
})

test('a line that is torn, or of a newer kind, is passed over', () => {
  const torn = { id: uuid(1), text: record(1).text.slice(0, 40) }
  const newer = { id: uuid(2), text: JSON.stringify({ kind: 'voice-memo', ...me }) }
  expect(uniteWithJournal([], [torn, newer], me)).toEqual({ add: [], patch: [], forget: [] })
})

test('what a newer version wrote beside a mutation is kept', () => {
  const text = JSON.stringify({
    kind: 'mutation',
    ...me,
    mutation: { ...note(1), mood: 'good' },
    replaces: null,
  })
  const body = parseRecord(text, me)
  expect(body?.kind === 'mutation' && body.mutation).toMatchObject({ mood: 'good' })
})
