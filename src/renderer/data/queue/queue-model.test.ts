import { expect, test } from 'vitest'
import { plainQuery } from '../protocol'
import type { QueueQuery } from '../protocol'
import type { QueueEntry } from './queue-entry'
import { createQueueModel } from './queue-model'

const now = 1_770_000_000_000
const viewer = { agentId: 'me', teamId: 'ours' }
const everything: QueueQuery = { ...plainQuery, view: 'all' }

function ticket(id: string, change: Partial<QueueEntry> = {}, due: number | null = null): QueueEntry {
  return {
    id,
    number: 1000 + id.length,
    subject: id,
    preview: '',
    customerId: null,
    teamId: null,
    reporterName: '',
    assigneeId: null,
    type: null,
    priority: null,
    status: 'open',
    waiting: null,
    escalationLevel: 0,
    attention: false,
    undelivered: [],
    pending: 0,
    needsYou: false,
    version: 1,
    createdAt: now,
    endedAt: null,
    updatedAt: now,
    clock:
      due === null ? null : { name: 'response', target: 'response', due, remainingMs: null, missed: false },
    riskAt: due === null ? Infinity : due - 3_600_000,
    missAt: due ?? Infinity,
    occasions: [],
    replyWaits: false,
    ...change,
  }
}

function ids(
  model: ReturnType<typeof createQueueModel>,
  query: Partial<QueueQuery>,
  at = now,
): readonly string[] {
  return [...model.query({ ...everything, ...query }, viewer, at, null)].map(
    (row) => model.entry(row)?.id ?? '',
  )
}

test('the queue stands by next deadline; what has no clock comes last', () => {
  const model = createQueueModel()
  model.put([ticket('none'), ticket('late', {}, now + 9), ticket('soon', {}, now + 1)])
  expect(ids(model, {})).toEqual(['soon', 'late', 'none'])
})

test('a ticket that changes takes its new place, and one that goes leaves none', () => {
  const model = createQueueModel()
  model.put(Array.from({ length: 20 }, (_, i) => ticket(`t${i}`, {}, now + i)))
  expect(ids(model, {})[0]).toBe('t0')
  model.put([ticket('t0', {}, now + 100)])
  expect(ids(model, {}).at(-1)).toBe('t0')
  model.remove('t5')
  expect(ids(model, {})).not.toContain('t5')
  expect(model.size()).toBe(19)
})

test('at risk and missed come by time alone, and the next moment at which they do is known', () => {
  const model = createQueueModel()
  const due = now + 7_200_000
  model.put([ticket('t', {}, due)])
  expect(ids(model, { view: 'at-risk' })).toEqual([])
  const risky = model.nextBoundary(now) ?? 0
  expect(risky).toBe(due - 3_600_000)
  expect(ids(model, { view: 'at-risk' }, risky)).toEqual(['t'])
  const missed = model.nextBoundary(risky) ?? 0
  expect(ids(model, { view: 'missed' }, due)).toEqual([])
  expect(ids(model, { view: 'missed' }, missed)).toEqual(['t'])
  expect(model.nextBoundary(missed)).toBeNull()
})

test('views and filters count the same tickets that they show', () => {
  const model = createQueueModel()
  model.put([
    ticket('mine', { assigneeId: 'me', teamId: 'ours', priority: 'high' }),
    ticket('team', { assigneeId: 'other', teamId: 'ours' }),
    ticket('free'),
    ticket('done', { assigneeId: 'me', status: 'solved' }),
  ])
  const counts = model.counts(viewer, now)
  expect(counts).toMatchObject({ mine: 1, team: 2, unassigned: 1, solved: 1, all: 4 })
  expect(ids(model, { view: 'mine' })).toEqual(['mine'])
  expect(ids(model, { priority: 'high' })).toEqual(['mine'])
})
