import { expect, test } from 'vitest'
import { agreement20230224, calendarOf } from '../../../shared/sla/agreement'
import {
  apply,
  contextAt,
  hour,
  monday10,
  mutationOf,
  received,
  sanne,
  uuidOf,
} from '../../../shared/tickets/example'
import type { Attention, Ticket, Undelivered } from '../../../shared/tickets/ticket'
import { noWork, toQueueEntry } from './queue-entry'
import type { OwnWork } from './queue-entry'

const rules = { agreement: agreement20230224, calendar: calendarOf(agreement20230224) }
const entryOf = (ticket: Ticket, now = monday10 + hour, work: Partial<OwnWork> = {}) =>
  toQueueEntry(ticket, rules, { ...noWork, ...work }, now)
const call = mutationOf('feedback.give', { channel: 'telephone', note: '', occurredAt: null })
const after = (ticket: Ticket, hours: number, ...mutations: readonly Parameters<typeof apply>[1][]): Ticket =>
  mutations.reduce((now, mutation) => apply(now, mutation, contextAt(monday10 + hours * hour)), ticket)

test('a running target is at risk one office hour before it is due, and missed from then on', () => {
  expect(entryOf(received())).toMatchObject({
    clock: { name: 'response', due: monday10 + 4 * hour, missed: false },
    riskAt: monday10 + 3 * hour,
    missAt: monday10 + 4 * hour,
  })
})

test('the hour before a deadline is counted in office time: over the night', () => {
  const late = received()
  // Half past one on Monday: four office hours later it is nine o'clock on Tuesday, and an hour before that half past four.
  const receivedAt = monday10 + 3.5 * hour
  const { riskAt, missAt } = entryOf({ ...late, facts: { ...late.facts, receivedAt } })
  expect(missAt).toBe(monday10 + 23 * hour)
  expect(riskAt).toBe(monday10 + 6.5 * hour)
})

test('what waits stands still: nothing of it is at risk, and it says for whom it waits', () => {
  const wait = mutationOf('wait.start', {
    kind: 'external',
    reason: 'Carrier',
    contactAttempt: null,
    occurredAt: null,
  })
  const entry = entryOf(after(received({ priority: 'medium' }), 1, call, wait), monday10 + 2 * hour)
  expect(entry).toMatchObject({ status: 'waiting', waiting: { kind: 'external', since: monday10 + hour } })
})

test('a frozen target is neither at risk nor missed, and says how much is left', () => {
  const wait = mutationOf('wait.start', {
    kind: 'key-user',
    reason: 'Which one?',
    contactAttempt: { channel: 'telephone', note: '' },
    occurredAt: null,
  })
  const entry = entryOf(after(received(), 1, wait), monday10 + 2 * hour)
  expect(entry.clock).toMatchObject({ name: 'response', due: null, remainingMs: 3 * hour })
  expect([entry.riskAt, entry.missAt]).toEqual([Infinity, Infinity])
})

test('an ambition is never at risk', () => {
  const entry = entryOf(after(received(), 1, call))
  expect(entry.clock?.name).toBe('aim')
  expect([entry.riskAt, entry.missAt]).toEqual([Infinity, Infinity])
})

test('a target that was missed earlier stays on the row, a missed ambition does not', () => {
  expect(entryOf(after(received({ priority: 'medium' }), 6, call), monday10 + 6 * hour).clock).toMatchObject({
    name: 'resolution',
    missed: true,
  })
  expect(entryOf(after(received({ priority: 'medium' }), 1, call)).clock).toMatchObject({ missed: false })
})

test('a closed ticket has no clock and rings nothing, whatever its facts say', () => {
  const closed: Ticket = { ...received({ priority: 'high' }), status: 'closed' }
  expect(entryOf(closed)).toMatchObject({ clock: null, riskAt: Infinity, missAt: Infinity, occasions: [] })
})

test.each([
  ['unknown-sender', 'open', true],
  ['unknown-sender', 'closed', false],
  ['late-mail', 'closed', true],
  ['party-answered', 'closed', true],
  ['closing-in-doubt', 'closed', true],
  ['bounce', 'closed', false],
  [null, 'open', false],
] as const)(
  'of %s on a ticket that is %s a person must look: %s',
  (attention: Attention | null, status, asked) => {
    expect(entryOf({ ...received(), attention, status }).attention).toBe(asked)
  },
)

test('a reply that a person sent again is no longer told as undelivered', () => {
  const reply = (n: number, state: Undelivered['state']): Undelivered => ({
    replyId: uuidOf(n),
    authorId: sanne.id,
    state,
    reachesCustomer: false,
  })
  const undelivered = [reply(1, 'failed'), reply(2, 'waiting'), reply(3, 'in-doubt')]
  expect(entryOf({ ...received(), undelivered }).undelivered.map(({ state }) => state)).toEqual([
    'failed',
    'in-doubt',
  ])
  expect(entryOf(received()).undelivered).toEqual([])
})

test('own work shows its state, while what rests on a reply that did not leave rings on', () => {
  const solved = after(
    received(),
    1,
    call,
    mutationOf('ticket.solve', { resolution: 'x', occurredAt: null, anyway: false }),
  )
  const work = { pending: 2, needsYou: true, replyWaits: true }
  const entry = entryOf(solved, monday10 + hour, { ...work, beforeReply: received() })
  expect(entry).toMatchObject({ ...work, status: 'solved' })
  expect(entry.occasions.map(({ rule }) => rule)).toEqual(['response', 'aim'])
  expect(entryOf(solved, monday10 + hour, work).occasions.map(({ rule }) => rule)).not.toContain('response')
})

test('who has no name is known by their address, and an escalation by its level', () => {
  const reporter = { name: '', email: 'piet@vandijk.example', keyUserId: null }
  const escalation = { level: 2, at: monday10, reason: 'x' } as const
  expect(entryOf({ ...received({ reporter }), escalation })).toMatchObject({
    reporterName: 'piet@vandijk.example',
    escalationLevel: 2,
  })
  expect(entryOf(received())).toMatchObject({ reporterName: 'Piet van Dijk', escalationLevel: 0 })
})
