import { expect, test } from 'vitest'
import { newEntry } from '../../../shared/sync/engine/outbox-entry'
import { monday10, mutationOf, ticketId, uuidOf } from '../../../shared/tickets/example'
import type { RecordingRow } from '../cache/cache-database'
import type { Cache } from '../cache/cache-store'
import type { QueueModel } from '../queue/queue-model'
import { allRecordings } from './recordings'

const recording = (n: number) => ({
  recordingId: uuidOf(n),
  url: 'https://example.com/v',
  title: `R${n}`,
  note: '',
})
const row = (n: number, at: number): RecordingRow => ({
  generation: 1,
  id: uuidOf(500 + n),
  ticketId,
  recording: recording(n),
  addedBy: 'Joris',
  at,
})
const waiting = (n: number) => ({
  ...newEntry(mutationOf('recording.add', recording(n)), null, null),
  order: n,
})

test('recordings that wait come first, then the newest; what is here already counts once', async () => {
  const found = await allRecordings({
    cache: { recordings: () => Promise.resolve([row(1, 10), row(2, 30), row(3, 20)]) } as unknown as Cache,
    model: {
      get: (id: string) => (id === ticketId ? { number: 7, subject: 'Printer', customerId: 'c' } : undefined),
    } as unknown as QueueModel,
    entries: () => [
      waiting(9),
      waiting(2),
      { ...newEntry(mutationOf('note.add', { text: 'x' }), null, null), order: 3 },
    ],
    customerName: (id) => (id === 'c' ? 'Van Dijk' : ''),
  })
  expect(
    found.map(({ recording: { title }, pending, addedBy, at }) => [title, pending, addedBy, at]),
  ).toEqual([
    ['R9', true, '', monday10],
    ['R2', false, 'Joris', 30],
    ['R3', false, 'Joris', 20],
    ['R1', false, 'Joris', 10],
  ])
  for (const each of found)
    expect(each).toMatchObject({ ticketNumber: 7, ticketSubject: 'Printer', customerName: 'Van Dijk' })
})
