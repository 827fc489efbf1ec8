import { expect, test } from 'vitest'
import type { MutationEnvelope } from '../../tickets/mutations'
import { createOutbox } from './outbox'
import type { Journal, JournalRecord } from './ports'
import { memoryOutbox } from './testing/memory-outbox'

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const reply = (n: number): MutationEnvelope => ({
  id: uuid(n),
  type: 'reply.send',
  v: 1,
  ticketId: uuid(900),
  args: {},
  seen: { version: 1, customerMessages: 0, publicReplies: 0 },
  after: [],
  writtenAt: 1_770_000_000_000,
})

const who = { workspaceId: 'office', agentId: 'me' }
const done = Promise.resolve({ ok: true } as const)
const journal: Journal = { append: () => done, read: () => Promise.resolve([]), forget: () => done }

test('held work is replaced once, however often its author clicks', async () => {
  const outbox = createOutbox(memoryOutbox(), journal, who)
  await outbox.add(reply(1), null)
  await outbox.patch([{ id: uuid(1), change: { state: 'held' } }])
  const kept = await Promise.all([outbox.add(reply(2), uuid(1)), outbox.add(reply(3), uuid(1))])
  expect(kept).toMatchObject([{ ok: true }, { ok: false, error: { code: 'already-decided' } }])
  expect(outbox.entries().map(({ mutation }) => mutation.id)).toEqual([uuid(2)])
})

test('work that is too large to be ever sent is refused before anything is called saved', async () => {
  const outbox = createOutbox(memoryOutbox(), journal, who)
  const long = { ...reply(1), args: { text: '█'.repeat(100_000) } }
  expect(await outbox.add(long, null)).toMatchObject({ ok: false, error: { code: 'too-large' } })
  expect(outbox.stored()).toEqual([])
})

test('what was surely never sent is taken back, with all that was named, and never goes', async () => {
  const outbox = createOutbox(memoryOutbox(), journal, who)
  await outbox.add(reply(1), null)
  await outbox.add(reply(2), null)
  expect(await outbox.takeBack([uuid(1), uuid(2)], [uuid(11), uuid(12)])).toEqual({ ok: true })
  expect(outbox.entries()).toEqual([])
  expect(outbox.stored()).toMatchObject([{ decisionId: uuid(11) }, { decisionId: uuid(12) }])
})

test('what is being sent is not taken back, nor what it would be taken back with', async () => {
  const outbox = createOutbox(memoryOutbox(), journal, who)
  await outbox.add(reply(1), null)
  await outbox.add(reply(2), null)
  expect(await outbox.noteSent(outbox.entries().slice(1), 'log')).toBe(true)
  const kept = await outbox.takeBack([uuid(1), uuid(2)], [uuid(11), uuid(12)])
  expect(kept).toMatchObject({ ok: false, error: { code: 'being-sent' } })
  expect(outbox.entries()).toMatchObject([{ state: 'waiting' }, { state: 'waiting', sentIn: 'log' }])
})

test('of two windows, one that takes back and one that sends, the first decides', async () => {
  const store = memoryOutbox()
  const [sender, other] = [createOutbox(store, journal, who), createOutbox(store, journal, who)]
  await sender.add(reply(1), null)
  await sender.add(reply(2), null)
  await other.load()
  const batch = sender.entries()
  await other.takeBack([uuid(1)], [uuid(11)])
  expect(await sender.noteSent(batch, 'log')).toBe(false)
  expect(sender.entries()).toMatchObject([{ mutation: { id: uuid(2) }, unsent: true }])
  expect(await sender.noteSent(sender.entries(), null)).toBe(true)
  expect(await other.takeBack([uuid(2)], [uuid(12)])).toMatchObject({ error: { code: 'being-sent' } })
})

test('what only the journal still had may have been sent, and so may what an older version of the app wrote', async () => {
  const records: JournalRecord[] = []
  const kept: Journal = {
    ...journal,
    append: (record) => (records.push(record), done),
    read: () => Promise.resolve(records),
  }
  await createOutbox(memoryOutbox(), kept, who).add(reply(1), null)
  const outbox = createOutbox(memoryOutbox(), kept, who)
  await outbox.recover()
  expect(outbox.entries()).toMatchObject([{ state: 'waiting' }])
  expect(await outbox.takeBack([uuid(1)], [uuid(11)])).toMatchObject({ error: { code: 'being-sent' } })
})

test('what was taken back does not come back from the journal when the outbox is lost', async () => {
  const records: JournalRecord[] = []
  const kept: Journal = {
    ...journal,
    append: (record) => (records.push(record), done),
    read: () => Promise.resolve(records),
  }
  const outbox = createOutbox(memoryOutbox(), kept, who)
  await outbox.add(reply(1), null)
  await outbox.takeBack([uuid(1)], [uuid(11)])
  const afterLoss = createOutbox(memoryOutbox(), kept, who)
  await afterLoss.recover()
  expect(afterLoss.stored()).toEqual([])
})
