import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newEntry } from '../../../shared/sync/engine/outbox-entry'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import type { RawAnswer } from '../../../shared/sync/engine/ports'
import { eventOf, hour, monday10, mutationOf, replyArgs, ticketId } from '../../../shared/tickets/example'
import { openOutboxDatabase } from '../cache/outbox-database'
import type { OutboxDatabase } from '../cache/outbox-database'
import { createOutboxStore } from '../cache/outbox-store'
import { createKeptFiles } from './kept-files'
import type { KeptFiles } from './kept-files'

let database: OutboxDatabase
let files: KeptFiles
let sent: (readonly [id: string, name: string, type: string, text: string])[]
let answer: RawAnswer | null
beforeEach(async () => {
  database = await openOutboxDatabase(randomUUID())
  sent = []
  answer = { status: 200 } as RawAnswer
  files = createKeptFiles(database, {
    async put(id, { name, blob }) {
      sent.push([id, name, blob.type, await blob.text()])
      return answer
    },
    get: () => Promise.resolve(null),
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  database.dexie.close()
})

async function keep(name: string, keptAt = monday10): Promise<string> {
  const id = randomUUID()
  const bytes = new Blob([name])
  await database.files.put({ id, name, mediaType: 'text/plain', size: name.length, bytes, keptAt })
  return id
}
const replyWith = (...attachmentIds: readonly string[]) =>
  mutationOf('reply.send', { ...replyArgs, attachmentIds: [...attachmentIds] })
const waiting = (mutation: ReturnType<typeof replyWith>): OutboxEntry => ({
  ...newEntry(mutation, null, null),
  order: 1,
})

test('a file goes to the server as it was chosen: its name, its kind and its bytes', async () => {
  const id = await keep('pakbon.txt')
  expect(await files.send(id)).toBe(answer)
  expect(sent).toEqual([[id, 'pakbon.txt', 'text/plain', 'pakbon.txt']])
  answer = null
  expect(await files.send(id)).toBeNull()
})

test('a file that is lost is not sent as an empty one, and its reply is not kept waiting for it', async () => {
  expect([await files.send(randomUUID()), await files.read(randomUUID())]).toEqual(['not-kept', null])
  const id = await keep('pakbon.txt')
  // The row is there, the file beside it is not.
  vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValue(new DOMException('x', 'NotFoundError'))
  expect([await files.send(id), await files.read(id)]).toEqual(['not-kept', null])
  expect(sent).toEqual([])
})

test('a file that its author looks at before it is sent is the one that they chose', async () => {
  const blob = await files.read(await keep('pakbon.txt'))
  expect([blob?.type, await blob?.text()]).toEqual(['text/plain', 'pakbon.txt'])
})

test('an unsent reply shows the files that go with it, in their order, and another’s do not', async () => {
  const [a, b, other] = [await keep('a'), await keep('b'), await keep('other')]
  const mine = replyWith(b, a)
  const message = { text: 'x', attachments: [] } as never
  const body = { type: 'reply.sent', message, purpose: 'reply' } as const
  const reply = { ...eventOf(body, monday10, 2), mutationId: mine.id }
  const without = { ...eventOf(body, monday10, 3), mutationId: randomUUID() }
  const note = { ...eventOf({ type: 'note.added', text: 'y' }, monday10, 4), mutationId: mine.id }
  const shown = await files.withFiles([reply, without, note], [waiting(mine), waiting(replyWith(other))])
  expect(shown).toMatchObject([
    { message: { attachments: [{ id: b, name: 'b', size: 1 }, { id: a }] } },
    without,
    note,
  ])
  expect(await files.describe([a, randomUUID()])).toEqual([
    { id: a, name: 'a', mediaType: 'text/plain', size: 1 },
  ])
})

test('files of drafts and of unsent replies stay, however old; what nothing names goes after an hour', async () => {
  const [sending, drafted, orphan] = [
    await keep('sending', 0),
    await keep('drafted', 0),
    await keep('orphan'),
  ]
  await createOutboxStore(database).write({ add: [newEntry(replyWith(sending), null, null)] })
  await database.drafts.bulkPut([
    {
      ticketId,
      kind: 'reply',
      text: 'x',
      updatedAt: 1,
      attachments: (await files.describe([drafted])).slice(),
    },
    // As an older version of the app left it.
    { ticketId: randomUUID(), kind: 'note', text: 'y', updatedAt: 1 },
  ])
  await files.sweep(monday10 + hour)
  expect((await files.describe([sending, drafted, orphan])).map(({ name }) => name)).toEqual([
    'sending',
    'drafted',
    'orphan',
  ])
  await files.sweep(monday10 + hour + 1)
  expect((await files.describe([sending, drafted, orphan])).map(({ name }) => name)).toEqual([
    'sending',
    'drafted',
  ])
})
