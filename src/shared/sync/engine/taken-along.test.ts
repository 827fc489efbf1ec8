import { expect, test } from 'vitest'
import { contextAt, hour, monday10, mutationOf, received, replyArgs, sanne } from '../../tickets/example'
import type { Mutation } from '../../tickets/mutations'
import type { Ticket } from '../../tickets/ticket'
import { newEntry } from './outbox-entry'
import type { OutboxEntry } from './outbox-entry'
import { takenAlong } from './taken-along'

const at = monday10 + hour
const viewer = { actor: sanne, role: 'agent', knows: contextAt(0).knows } as const
const reply = mutationOf('reply.send', replyArgs, at)
const note = mutationOf('note.add', { text: 'Called' }, at)
const solve = mutationOf('ticket.solve', { resolution: 'Done', occurredAt: at, anyway: false }, at)
const reopen = mutationOf('ticket.reopen', { reason: 'Again' }, at)
const waitAfter = (channel: 'email' | 'telephone') => {
  const contactAttempt = { channel, note: '' } as const
  return mutationOf('wait.start', { kind: 'key-user', reason: 'Asked', contactAttempt, occurredAt: at }, at)
}
const [mailed, called] = [waitAfter('email'), waitAfter('telephone')]

function along(
  taken: Mutation,
  written: readonly Mutation[],
  base: Ticket | null = received(),
  state: OutboxEntry['state'] = 'waiting',
) {
  const entries = written.map((mutation, order) => ({
    ...newEntry(mutation, null, null),
    unsent: true,
    order,
    state: mutation === taken ? state : ('waiting' as const),
  }))
  return takenAlong(taken.id, { base, timeline: [], entries, viewer }).map(({ mutation }) => mutation.type)
}

test('a solution goes along with the reply that was its feedback', () => {
  expect(along(reply, [reply, note, solve])).toEqual(['ticket.solve'])
})

test('what can only be done after it goes along, one after another', () => {
  const call = mutationOf('feedback.give', { channel: 'telephone', note: '', occurredAt: at }, at)
  const resume = mutationOf('wait.end', { occurredAt: at + hour }, at + hour)
  expect(along(called, [called, note, resume])).toEqual(['wait.end'])
  expect(along(call, [call, solve, reopen, note])).toEqual(['ticket.solve', 'ticket.reopen'])
})

test('it stays where feedback was given otherwise', () => {
  const call = mutationOf('feedback.give', { channel: 'telephone', note: '', occurredAt: at }, at)
  expect(along(reply, [call, reply, solve])).toEqual([])
  expect(along(note, [reply, note, solve])).toEqual([])
})

test('a wait goes along with the mail that was its contact attempt', () => {
  expect(along(reply, [reply, mailed])).toEqual(['wait.start'])
  expect(along(reply, [reply, called])).toEqual([])
})

test('so it does with the held or refused mail, and so does a contact attempt by that mail', () => {
  const attempt = (channel: 'email' | 'telephone') =>
    mutationOf('contact.log', { attempt: { channel, note: '' }, occurredAt: at }, at)
  const reply2 = mutationOf('reply.send', replyArgs, at)
  for (const state of ['held', 'rejected'] as const)
    expect(
      along(
        reply,
        [reply, mailed, attempt('email'), attempt('telephone'), reply2, waitAfter('email')],
        received(),
        state,
      ),
    ).toEqual(['wait.start', 'contact.log'])
})

test('a closing as confirmed goes along with the held or refused solution that it confirms', () => {
  const done = received()
  const answered = { ...done, status: 'open' as const, facts: { ...done.facts, feedbackAt: at } }
  const confirm = mutationOf('ticket.close', { reason: 'confirmed', note: '', anyway: false }, at)
  for (const state of ['held', 'rejected'] as const)
    expect(along(solve, [solve, note, confirm], answered, state)).toEqual(['ticket.close'])
})

test('with a new ticket goes all that was written on it, also what only another version of the app knows', () => {
  const { type, priority, cover, subject, customerId, reporter, language, teamId, assigneeId } = received()
  const fields = { type, priority, cover, subject, customerId, reporter, language, teamId, assigneeId }
  const args = { channel: 'telephone', fields, text: 'It fails', occurredAt: null } as const
  const create = mutationOf('ticket.create', args, at)
  const newer = { ...note, type: 'note.pin' } as unknown as Mutation
  expect(along(create, [create, reply, note, newer], null)).toEqual(['reply.send', 'note.add', 'note.pin'])
})
