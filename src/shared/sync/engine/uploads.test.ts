import { expect, test } from 'vitest'
import type { ApiError } from '../wire'
import { nextBatch } from './lanes'
import { newEntry } from './outbox-entry'
import type { OutboxEntry } from './outbox-entry'
import type { RawAnswer } from './ports'
import { createUploads } from './uploads'

const seen = { version: 1, customerMessages: 0, publicReplies: 0 }
const entry = (id: string, ticketId: string, attachmentIds: readonly string[] | null): OutboxEntry => ({
  order: 1,
  ...newEntry(
    {
      id,
      type: attachmentIds ? 'reply.send' : 'ticket.solve',
      v: 1,
      ticketId,
      args: attachmentIds ? { attachmentIds } : {},
      seen,
      after: [],
      writtenAt: 0,
    },
    null,
    null,
  ),
})

function answer(status: number, words?: string): RawAnswer {
  const body = status === 200 ? {} : { code: 'no', message: 'No.' }
  return {
    status,
    contentType: 'application/json',
    retryAfterMs: null,
    protocol: null,
    text: () => Promise.resolve(words ?? JSON.stringify(body)),
    lines: () => {
      throw new Error('not a stream')
    },
  }
}

function desk(entries: readonly OutboxEntry[], answers: (RawAnswer | 'not-kept' | null)[]) {
  const sent: string[] = []
  const refusals: (readonly [string, ApiError])[] = []
  let now = 0
  let epoch: string | null = 'one'
  const uploads = createUploads({
    sender: {
      send: (id) => {
        sent.push(id)
        return Promise.resolve(answers.length > 0 ? (answers.shift() ?? null) : answer(200))
      },
    },
    clock: { wall: () => 0, monotonic: () => now },
    random: () => 0.5,
    entries: () => entries,
    epoch: () => epoch,
    refused: (of, error) => Promise.resolve(void refusals.push([of.mutation.id, error])),
  })
  return {
    uploads,
    sent,
    refusals,
    pass: (ms: number) => (now += ms),
    restore: () => (epoch = 'two'),
    batch: () => nextBatch(entries, epoch, undefined, uploads.isReady).map(({ mutation }) => mutation.id),
  }
}

test('a reply follows when all its files are there; its lane waits, other lanes do not', async () => {
  const entries = [entry('reply', 'a', ['x', 'y']), entry('solve', 'a', null), entry('other', 'b', null)]
  const { uploads, sent, batch } = desk(entries, [])
  expect(batch()).toEqual(['other'])
  await uploads.step()
  expect(batch()).toEqual(['other'])
  await uploads.step()
  expect(sent).toEqual(['x', 'y'])
  expect(batch()).toEqual(['reply', 'other'])
  expect(uploads.wakeAt()).toBeNull()
})

test('without an answer it is tried again later, and not before', async () => {
  const { uploads, sent, pass, batch } = desk([entry('reply', 'a', ['x'])], [null, answer(503)])
  await uploads.step()
  await uploads.step()
  expect(sent).toEqual(['x'])
  pass(60_000)
  await uploads.step()
  pass(60_000)
  expect(batch()).toEqual([])
  await uploads.step()
  expect(batch()).toEqual(['reply'])
})

test('a file that the server will never take is told with its reply', async () => {
  const { uploads, refusals } = desk([entry('reply', 'a', ['x'])], [answer(413)])
  await uploads.step()
  expect(refusals).toEqual([['reply', { code: 'no', message: 'No.' }]])
})

test('a file that is too large for what stands before the server is told too, whatever its words', async () => {
  const { uploads, refusals } = desk([entry('reply', 'a', ['x'])], [answer(413, '<h1>Too large</h1>')])
  await uploads.step()
  expect(refusals.map(([id, { code }]) => [id, code])).toEqual([['reply', 'attachment-refused']])
})

test('a file that is not taken now holds up no other', async () => {
  const entries = [entry('reply', 'a', ['x']), entry('other', 'b', ['y'])]
  const { uploads, sent, batch } = desk(entries, [answer(404, '<h1>Not here</h1>')])
  await uploads.step()
  await uploads.step()
  expect(sent).toEqual(['x', 'y'])
  expect(batch()).toEqual(['other'])
})

test('a server that was restored is given the files again', async () => {
  const { uploads, sent, restore, batch } = desk([entry('reply', 'a', ['x'])], [])
  await uploads.step()
  restore()
  expect(batch()).toEqual([])
  await uploads.step()
  expect(sent).toEqual(['x', 'x'])
  expect(batch()).toEqual(['reply'])
})

test('a file is given for each reply that names it: the server may have lost it since', async () => {
  const entries = [entry('reply', 'a', ['x']), entry('again', 'b', ['x'])]
  const { uploads, sent, batch } = desk(entries, [])
  await uploads.step()
  expect(batch()).toEqual(['reply'])
  await uploads.step()
  expect(sent).toEqual(['x', 'x'])
  expect(batch()).toEqual(['reply', 'again'])
})

test('a file that this device has lost is left to the server to decide on', async () => {
  const { uploads, batch } = desk([entry('reply', 'a', ['x'])], ['not-kept'])
  await uploads.step()
  expect(batch()).toEqual(['reply'])
})
