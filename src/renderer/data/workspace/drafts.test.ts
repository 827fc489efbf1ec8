import { expect, test } from 'vitest'
import { newEntry } from '../../../shared/sync/engine/outbox-entry'
import type { EntryState, OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import type { Draft } from '../protocol'
import { draftOf } from '../written-again'
import { isInOutbox } from './drafts'

const ticketId = '00000000-0000-7000-8000-000000000001'
const draft: Draft = {
  ticketId,
  kind: 'reply',
  text: 'Het is verholpen.',
  to: null,
  cc: null,
  attachments: [],
  updatedAt: 1000,
}
const entry = (change: object, state: EntryState = 'waiting'): OutboxEntry => ({
  ...newEntry(
    {
      id: '00000000-0000-7000-8000-000000000002',
      type: 'reply.send',
      v: 1,
      ticketId,
      args: { text: draft.text },
      seen: { version: 1, customerMessages: 0, publicReplies: 0 },
      after: [],
      writtenAt: 1500,
      ...change,
    },
    null,
    null,
  ),
  state,
  order: 1,
})

test('a draft that was sent just before a crash is known by its text', () => {
  expect(isInOutbox(draft, [entry({})], 0)).toBe(true)
  expect(isInOutbox(draft, [entry({}, 'acknowledged')], 0)).toBe(true)
})

test('what was typed after it, came back, or is of another ticket or kind, stays a draft', () => {
  expect(isInOutbox({ ...draft, updatedAt: 2000 }, [entry({})], 0)).toBe(false)
  expect(isInOutbox(draft, [entry({})], 600)).toBe(false)
  expect(isInOutbox(draft, [entry({}, 'held')], 0)).toBe(false)
  expect(isInOutbox(draft, [entry({}, 'dropped')], 0)).toBe(false)
  expect(isInOutbox(draft, [entry({ args: { text: 'Iets anders' } })], 0)).toBe(false)
  expect(isInOutbox({ ...draft, kind: 'note' }, [entry({})], 0)).toBe(false)
  expect(isInOutbox({ ...draft, ticketId: 'x' }, [entry({})], 0)).toBe(false)
})

test('work that comes back is the draft that it was', () => {
  const args = {
    text: 'Ja',
    to: ['a@b.nl', 'c@d.nl'],
    cc: [],
    purpose: 'reply',
    attachmentIds: [],
    anyway: false,
  }
  const { mutation } = entry({ args })
  expect(draftOf(mutation)).toEqual({ ticketId, kind: 'reply', text: 'Ja', to: 'a@b.nl, c@d.nl', cc: null })
  expect(draftOf({ ...mutation, type: 'note.add', args: { text: 'Ja' } })).toMatchObject({
    kind: 'note',
    to: null,
  })
  expect(draftOf({ ...mutation, type: 'work.start', args: { occurredAt: null } })).toBeNull()
})
