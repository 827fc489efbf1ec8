import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { MutationEnvelope } from '../tickets/mutations'
import { pushLimits } from './wire'
import { byteLength, isTextTooLarge, mutationBytes, pushBodyBytes, whyTooLarge } from './wire-size'

const note = (text: string): MutationEnvelope => ({
  id: '00000000-0000-7000-8000-000000000001',
  type: 'note.add',
  v: 1,
  ticketId: '00000000-0000-7000-8000-000000000900',
  args: { text },
  seen: { version: 1, customerMessages: 0, publicReplies: 0 },
  after: [],
  writtenAt: 1_770_000_000_000,
})

it('counts the bytes that a text takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(byteLength(text)).toBe(new TextEncoder().encode(text).length)
    }),
  )
})

it.each([
  ['letters', 'a'],
  ['Greek', 'Ω'],
  ['boxes', '█'],
  ['emoji', '😀'],
  ['line ends', '\n'],
])('refuses a text of %s at the very byte from which on the server would', (_, unit) => {
  const room = pushLimits.bytes - mutationBytes(note(''))
  const one = byteLength(JSON.stringify(unit)) - 2
  const fits = unit.repeat(Math.floor(room / one))
  expect(whyTooLarge(note(fits))).toBeNull()
  expect(whyTooLarge(note(fits + unit))).toMatchObject({ code: 'too-large' })
})

it('leaves room for a push that names each of its mutations', () => {
  const id = '00000000-0000-7000-8000-000000000001'
  const push = {
    deviceId: id,
    authorId: id,
    epoch: id,
    seen: { seq: Number.MAX_SAFE_INTEGER, proof: 'x'.repeat(100) },
    again: Array.from({ length: 100 }, () => id),
    mutations: [],
  }
  expect(JSON.stringify(push).length + 100).toBeLessThan(pushBodyBytes - pushLimits.bytes)
})

it.each([
  ['short', 'a'.repeat(1000), false],
  ['as long as a text may be', 'a'.repeat(200_000), false],
  ['as long as that in Greek', 'Ω'.repeat(200_000), true],
  ['a log full of quotes', '"'.repeat(150_000), true],
])('warns while a text is written that is %s: %#', (_, text, tooLarge) => {
  expect(isTextTooLarge(text)).toBe(tooLarge)
})
