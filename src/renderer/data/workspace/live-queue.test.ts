import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { bucketSize } from '../../../shared/sync/wire'
import { newEntry } from '../../../shared/sync/engine/outbox-entry'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import { hour, monday10, mutationOf, received, replyArgs, sanne } from '../../../shared/tickets/example'
import { openCacheDatabase } from '../cache/cache-database'
import { createCacheStore } from '../cache/cache-store'
import { createQueueModel } from '../queue/queue-model'
import { createLiveQueue } from './live-queue'

/** A queue over a real cache with one ticket, and what its author has written on it. */
async function queueWith(
  state: OutboxEntry['state'],
  ...mutations: readonly ReturnType<typeof mutationOf>[]
) {
  const cache = createCacheStore(await openCacheDatabase(randomUUID()))
  const ticket = received({ priority: 'medium' })
  const writer = await cache.startGeneration('anew')
  const position = { epoch: randomUUID(), seq: 0 }
  const bucket = Math.floor((ticket.number ?? 0) / bucketSize)
  await writer.put(
    { line: 'bucket', bucket, tickets: [ticket], timelines: {}, unknown: false, leftOut: 0 },
    { position, tickets: 1, came: 1, lastBucket: bucket, unknown: false },
  )
  const office = { name: '', demo: false, staffDays: [], teams: [] }
  await writer.finish(position, { customers: [], agents: [], office }, false)
  const entries = mutations.map((mutation, order): OutboxEntry => {
    const isFirst = order === 0
    return { ...newEntry(mutation, null, null), order, state: isFirst ? state : 'waiting' }
  })
  const model = createQueueModel()
  const now = (): number => monday10 + hour
  const queue = createLiveQueue({ cache, model, agentId: sanne.id, entries: () => entries, now })
  await queue.load(() => Promise.resolve())
  const entry = model.get(ticket.id)
  return {
    rings: entry?.occasions.map(({ rule }) => rule),
    replyWaits: entry?.replyWaits,
    status: entry?.status,
    pending: entry?.pending,
  }
}

const reply = mutationOf('reply.send', replyArgs)
const solution = mutationOf('ticket.solve', { resolution: 'Posted.', occurredAt: null, anyway: false })
const wait = { kind: 'key-user', reason: 'Which invoices?', occurredAt: null } as const
const call = mutationOf('feedback.give', { channel: 'telephone', note: '', occurredAt: null })

test('a reply that waits stops no clock, and it is known that it waits', async () => {
  expect(await queueWith('waiting', reply)).toEqual({
    rings: ['response', 'aim'],
    replyWaits: true,
    status: 'new',
    pending: 1,
  })
})

test('what the server has accepted keeps its mark until its events are here', async () => {
  expect(await queueWith('acknowledged', reply)).toMatchObject({
    pending: 1,
    replyWaits: false,
    status: 'new',
  })
})

test('a solution behind a reply that waits lets its clocks ring on', async () => {
  expect(await queueWith('waiting', reply, solution)).toMatchObject({
    rings: ['response', 'aim'],
    replyWaits: true,
  })
})

test('a wait whose contact attempt is the mail that waits lets them ring on, one after a call does not', async () => {
  const byMail = mutationOf('wait.start', { ...wait, contactAttempt: { channel: 'email', note: '' } })
  const byCall = mutationOf('wait.start', { ...wait, contactAttempt: { channel: 'telephone', note: '' } })
  expect(await queueWith('waiting', reply, byMail)).toMatchObject({ rings: ['response', 'aim'] })
  expect(await queueWith('waiting', reply, byCall)).toMatchObject({ rings: ['auto-close'] })
})

test('a held reply stops no clock either, but nobody need connect for it', async () => {
  expect(await queueWith('held', reply, solution)).toMatchObject({
    rings: ['response', 'aim'],
    replyWaits: false,
  })
})

test('a call that is written down behind the reply has happened', async () => {
  expect(await queueWith('waiting', reply, call)).toMatchObject({
    rings: ['resolution', 'aim'],
    replyWaits: true,
  })
})
