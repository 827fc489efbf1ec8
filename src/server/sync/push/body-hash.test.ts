import { expect, it } from 'vitest'
import type { MutationEnvelope } from '../../../shared/tickets/mutations'
import { bodyHash } from './body-hash'

const envelope: MutationEnvelope = {
  id: '0198c0de-0000-7000-8000-000000000001',
  type: 'note.add',
  v: 1,
  ticketId: '0198c0de-0000-7000-8000-000000000002',
  args: { text: 'x', list: [1, 2] },
  seen: { version: 1, customerMessages: 0, publicReplies: 0 },
  after: [],
  writtenAt: 1_770_000_000_000,
}

it('does not depend on the order in which a client happens to write the keys', () => {
  const { args: _, ...rest } = envelope
  expect(bodyHash({ args: { list: [1, 2], text: 'x' }, ...rest })).toBe(bodyHash(envelope))
})

it.each([
  { ...envelope, args: { text: 'y', list: [1, 2] } },
  { ...envelope, args: { text: 'x', list: [2, 1] } },
  { ...envelope, args: { text: 'x', list: [1, 2], more: null } },
  { ...envelope, ticketId: '0198c0de-0000-7000-8000-000000000003' },
  { ...envelope, v: 2 },
  { ...envelope, after: [envelope.id] },
])('differs when anything that it says differs', (other) => {
  expect(bodyHash(other)).not.toBe(bodyHash(envelope))
})
