import { expect, test } from 'vitest'
import { monday10, ticketId } from '../../../shared/tickets/example'
import { pushLimits } from '../../../shared/sync/wire'
import { newMutation, secureRandom } from './new-mutation'

const seen = { version: 3, customerMessages: 2, publicReplies: 1, own: [] }
const note = (text: unknown = 'Called.') => ({ type: 'note.add', ticketId, args: { text }, seen })
const certain = (now: number) => ({ now, isCertain: true })

test('what a person does is written at server time, with what they had seen, under an id of its own', () => {
  const [one, two] = [newMutation(note(), certain(monday10)), newMutation(note(), certain(monday10))]
  expect(one).toMatchObject({
    ok: true,
    mutation: {
      type: 'note.add',
      v: 1,
      ticketId,
      args: { text: 'Called.' },
      seen,
      after: [],
      writtenAt: monday10,
    },
  })
  expect(one.ok && two.ok && one.mutation.id !== two.mutation.id).toBe(true)
  expect(one.ok && 'clock' in one.mutation).toBe(false)
})

test('work that is written by a clock that was set meanwhile is marked', () => {
  expect(newMutation(note(), { now: monday10, isCertain: false })).toMatchObject({
    mutation: { clock: 'uncertain' },
  })
})

test.each([-1e15, 0, 1e15, 1e17])('a machine whose clock says %d loses no work by it', (now) => {
  expect(newMutation(note(), certain(now))).toMatchObject({ ok: true })
})

test('what the server could never take is refused before it is called saved', () => {
  expect(newMutation(note(' '), certain(monday10))).toMatchObject({
    ok: false,
    error: { code: 'invalid-mutation' },
  })
  expect(newMutation(note(7), certain(monday10))).toMatchObject({ ok: false })
  expect(newMutation({ ...note(), type: 'ticket.fly' }, certain(monday10))).toMatchObject({
    ok: false,
    error: { code: 'unknown-mutation' },
  })
  const tooLong = '😀'.repeat(Math.min(100_000, Math.ceil(pushLimits.bytes / 4)))
  const built = newMutation(note(tooLong), certain(monday10))
  expect(built.ok || built.error.code).toBe('too-large')
})

test('chance is a number from 0 up to 1, another one each time', () => {
  const numbers = Array.from({ length: 200 }, secureRandom)
  expect(new Set(numbers).size).toBeGreaterThan(190)
  expect(numbers.every((each) => each >= 0 && each < 1)).toBe(true)
  expect(Math.max(...numbers)).toBeGreaterThan(0.5)
})
