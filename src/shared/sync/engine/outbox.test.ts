import { expect, test } from 'vitest'
import type { MutationEnvelope } from '../../tickets/mutations'
import { createOutbox } from './outbox'
import type { OutboxEntry } from './outbox-entry'
import type { Journal, OutboxStore } from './ports'

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

/** Rows in memory. */
function memoryStore(): OutboxStore {
  let rows: readonly OutboxEntry[] = []
  let order = 0
  return {
    all: () => Promise.resolve(rows),
    write({ add = [], patch = [], remove = [] }) {
      const added = add.map((entry) => ({ ...entry, order: ++order }))
      const changes = new Map(patch.map(({ id, change }) => [id, change]))
      rows = [...rows, ...added]
        .filter(({ mutation }) => !remove.includes(mutation.id))
        .map((row) => ({ ...row, ...changes.get(row.mutation.id) }))
      return Promise.resolve(added)
    },
  }
}

const done = Promise.resolve({ ok: true } as const)
const journal: Journal = { append: () => done, read: () => Promise.resolve([]), forget: () => done }

test('held work is replaced once, however often its author clicks', async () => {
  const outbox = createOutbox(memoryStore(), journal, { workspaceId: 'office', agentId: 'me' })
  await outbox.add(reply(1), null)
  await outbox.patch([{ id: uuid(1), change: { state: 'held' } }])
  const kept = await Promise.all([outbox.add(reply(2), uuid(1)), outbox.add(reply(3), uuid(1))])
  expect(kept).toMatchObject([{ ok: true }, { ok: false, error: { code: 'already-decided' } }])
  expect(outbox.entries().map(({ mutation }) => mutation.id)).toEqual([uuid(2)])
})

test('work that is too large to be ever sent is refused before anything is called saved', async () => {
  const outbox = createOutbox(memoryStore(), journal, { workspaceId: 'office', agentId: 'me' })
  const long = { ...reply(1), args: { text: '█'.repeat(100_000) } }
  expect(await outbox.add(long, null)).toMatchObject({ ok: false, error: { code: 'too-large' } })
  expect(outbox.stored()).toEqual([])
})
